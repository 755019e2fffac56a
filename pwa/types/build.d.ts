// SPDX-License-Identifier: Apache-2.0
// Names that build.mjs puts into the program when it bundles it.

/** One word for this state of the sources: equal words, equal program. */
declare const __BUILD_ID__: string

/** Address of the icon sprite: `<use href={`${__SPRITE_URL__}#scan-line`} />`. */
declare const __SPRITE_URL__: string

/** Service worker only: the addresses the handheld needs to start with no network. */
declare const __SHELL_FILES__: readonly string[]

declare module '*.css'
