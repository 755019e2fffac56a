// SPDX-License-Identifier: Apache-2.0
// Entry of the handheld.
import './ui/styles/app.css'

document.title = 'Pickface'
