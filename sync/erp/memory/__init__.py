# SPDX-License-Identifier: Apache-2.0
"""Doubles that tests own: an ERP that fails to order, a document ledger, the outbox's rows."""
