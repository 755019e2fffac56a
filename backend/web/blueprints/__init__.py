# SPDX-License-Identifier: Apache-2.0
"""Routes, one noun a file. Each view: read, ask another room, answer."""
