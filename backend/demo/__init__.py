# SPDX-License-Identifier: Apache-2.0
"""The demo site: an honest warehouse from one seed, as plain data ready to import."""
