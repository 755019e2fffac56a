// SPDX-License-Identifier: Apache-2.0
/** Steps of the look-up for pictures: a bin with its side doors, one that is being counted. */
import { BLANK, choice, fact, place, words } from '../gallery_steps.ts';
import type { Icon, Step } from '../flow/step.ts';

const door = (id: string, icon: Icon) => ({ id, icon, label: words(`offer.${id}`) });
const PLACE = fact('place', 'B04-011-B', { plate: place('B04-011-B') });

const bin: Step = {
  ...BLANK, flow: 'lookup', state: 'result', aim: 'any', title: words('lookup.title'),
  subtitle: null, question: words('lookup.result.ask'), progress: null, facts: [PLACE],
  choices: [choice('18 BAT-00712', '', { plate: place('B04-011-B'), small: null }),
    choice('4 FLT-00318', '006141410000002016', { plate: place('B04-011-B') })],
  offers: [door('count_it', 'list'), door('move_it', 'other'), door('hold', 'lock')],
};

export const LOOKUP_STEPS: Readonly<Record<string, Step>> = {
  'lookup-bin': bin,
  'lookup-counted': {
    ...bin, choices: [],
    band: { tone: 'attn', title: words('band.being_counted'), note: null, code: null },
  },
};
