// SPDX-License-Identifier: Apache-2.0
/** Steps of goods that come back, for pictures: an unknown sender, a number, a condition. */
import { BLANK, choice, fact, words } from '../gallery_steps.ts';
import type { Step } from '../flow/step.ts';

const PART = fact('part', 'FLT-00318', { small: 'Oil filter', current: true });
const FROM = fact('customer', 'DLR2207', { done: true });
const PHOTO: Step['offers'] = [{ id: 'photo', label: words('offer.photo'), icon: 'camera' }];

const returns: Step = {
  ...BLANK, flow: 'returns', title: words('returns.title'), subtitle: null, progress: null,
  aim: 'choice', facts: [FROM, PART],
};
const asked = (id: string, title: Step['title'], note: Step['title'], n: number): Step => ({
  ...returns, state: id, question: words(`returns.${id}.ask`), sheet: {
    id, title, note, quantity: null, choices: [],
    primary: { label: words(`sheet.${id}.record`, { n }), enabled: true },
  },
});

export const RETURNS_STEPS: Readonly<Record<string, Step>> = {
  'returns-stranger': {
    ...asked('stranger', words('sheet.stranger', { code: 'DEALER 77' }),
      words('sheet.stranger.note'), 0), facts: [PART],
  },
  'returns-unlikely': asked('unlikely', words('sheet.unlikely', { n: 99_999 }),
    words('sheet.unlikely.back'), 99_999),
  'returns-condition': {
    ...returns, state: 'condition', question: words('returns.condition.ask'), offers: PHOTO,
    choices: ['as_new', 'opened', 'used', 'damaged'].map((id) =>
      ({ ...choice(id, ''), label: words(`condition.${id}`), small: null })),
  },
};
