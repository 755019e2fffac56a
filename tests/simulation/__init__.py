# SPDX-License-Identifier: Apache-2.0
"""Many small worlds with a bad network, each made from one seed."""
