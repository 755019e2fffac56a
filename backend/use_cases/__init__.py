# SPDX-License-Identifier: Apache-2.0
"""Load, decide, save: one script for every operation, and the few for screens and jobs."""
