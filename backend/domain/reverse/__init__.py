# SPDX-License-Identifier: Apache-2.0
"""Goods that come back: returns, cores and their deposits, warranty, remanufacture. Values in,
values out; the operations return_receipt, disposition and core_receipt are to be rules over it."""
