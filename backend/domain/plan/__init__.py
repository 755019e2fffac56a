# SPDX-License-Identifier: Apache-2.0
"""Pure planners: they advise, an operation decides."""
