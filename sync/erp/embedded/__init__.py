# SPDX-License-Identifier: Apache-2.0
"""The default when no ERP is configured: a ledger of documents in our own database."""
