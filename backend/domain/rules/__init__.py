# SPDX-License-Identifier: Apache-2.0
"""One rule a verb: what each operation means for the books."""
