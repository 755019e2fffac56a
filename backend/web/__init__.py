# SPDX-License-Identifier: Apache-2.0
"""Thin HTTP: who may call, what a request says, what an answer looks like."""
