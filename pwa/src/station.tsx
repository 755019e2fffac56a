// SPDX-License-Identifier: Apache-2.0
// Entry of the label station.
document.title = 'Pickface'
