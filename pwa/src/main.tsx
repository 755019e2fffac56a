// SPDX-License-Identifier: Apache-2.0
// Entry of the handheld.
document.title = 'Pickface'
