// SPDX-License-Identifier: Apache-2.0
// Entry of the supervisor's desk.
document.title = 'Pickface'
