# SPDX-License-Identifier: Apache-2.0
"""One command group a file, each named `group`; found by `backend/cli.py`."""
