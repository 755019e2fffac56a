# SPDX-License-Identifier: Apache-2.0
"""Goods that come back: returns, cores and their deposits, warranty, remanufacture. Values in,
values out; `rules/return_receipt.py`, `core_pool.py` and their like are the rules over it."""
