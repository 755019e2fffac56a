# SPDX-License-Identifier: Apache-2.0
"""Tests of what is done with the books as a whole."""
