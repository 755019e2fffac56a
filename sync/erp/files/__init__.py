# SPDX-License-Identifier: Apache-2.0
"""Readers of files partners send: X12 and spreadsheets saved as text."""
