# SPDX-License-Identifier: Apache-2.0
"""Three back ends of one drawing: ZPL for printers, PDF for paper, SVG for the screen."""
