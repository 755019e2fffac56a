# SPDX-License-Identifier: Apache-2.0
"""Tests that read the source: the rules of the house, each with a bug planted to prove it."""
