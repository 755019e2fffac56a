# SPDX-License-Identifier: Apache-2.0
"""ERP side of sync: neutral documents, the connector interface, connectors, file readers."""
