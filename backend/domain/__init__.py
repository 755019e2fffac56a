# SPDX-License-Identifier: Apache-2.0
"""The pure middle: what a warehouse is and what an operation means. Standard library only."""
