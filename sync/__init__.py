# SPDX-License-Identifier: Apache-2.0
"""Offline operations in, changes out, ERP documents out."""
