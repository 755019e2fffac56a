# SPDX-License-Identifier: Apache-2.0
"""What the README's figures are measured with: `make bench`, `make bench ONLY=name`."""
