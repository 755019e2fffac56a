# SPDX-License-Identifier: Apache-2.0
"""SQL: connections, tables, migrations, bulk reads and writes."""
