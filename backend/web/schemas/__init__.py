# SPDX-License-Identifier: Apache-2.0
"""Requests and answers as marshmallow schemas; the OpenAPI document is made from them."""
