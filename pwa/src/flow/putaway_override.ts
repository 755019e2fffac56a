// SPDX-License-Identifier: Apache-2.0
/**
 * Words of a put-away or a move that breaks a rule (PU3): whoever has the right says why, and scans
 * the place once more. For anybody else the place stays a stop.
 */
import { may_override } from '../domain/override.ts';
import { setting } from '../domain/policy.ts';
import { SETTINGS } from '../domain/settings.gen.ts';
import type { Refusal } from '../domain/storage.ts';
import { code_of } from './goods.ts';
import { me } from './me.ts';
import { place_fact, reasons } from './pieces.ts';
import { forbidden, hazards, held, legal } from './putaway.ts';
import type { Ctx, Words } from './words.ts';
import { text, when } from './words.ts';

export const OVERRIDE_REASONS: readonly string[] = SETTINGS['putaway.override_reasons'].choices;

/** The rule that the scanned place breaks and that this person may break; null: none. */
function broken(ctx: Ctx): Refusal | null {
  const row = ctx.view.location(code_of(ctx));
  if (row === null || forbidden(ctx.data, ctx.view, row) === null) return null;
  const classes = hazards(ctx.data, ctx.view);
  const broken = (classes.length > 0 ? classes : [null]).map((hazard) =>
    may_override(row, hazard, held(ctx.data, ctx.view), me(ctx).lead, ctx.view));
  return broken.includes(null) ? null : broken[0]!;
}

export const override_words: Words = {
  checks: {
    legal_or_mine: (ctx) => (broken(ctx) === null ? legal(ctx) : null),
    overrides: (ctx) => when(broken(ctx) !== null),
  },
  binds: {
    override: (ctx) => ({
      ...ctx.data, target: code_of(ctx), reason: null, breaks: broken(ctx)!,
    }),
  },
  emits: {},
  shows: {
    override_sheet: (ctx) => ({
      facts: [place_fact(ctx.view, 'chosen', ctx.data.target!, { current: true })],
      sheet: {
        id: 'override', title: text('sheet.override'), quantity: null, primary: null,
        note: text(`sheet.override.${ctx.data.breaks ?? 'blocked'}`),
        choices: reasons(setting(ctx.view, 'putaway.override_reasons'), ctx.data.reason),
      },
    }),
  },
};
