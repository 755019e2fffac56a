// SPDX-License-Identifier: Apache-2.0
/** Steps of a move for pictures: a list of tasks, promised goods, a face to fill, a full one. */
import { BLANK, choice, fact, place, words } from '../gallery_steps.ts';
import type { Step } from '../flow/step.ts';

const PART = fact('part', 'FLT-00318', { small: 'Oil filter' });
const HOW_MANY = fact('quantity', '16', { unit: words('unit.EA') });
const FACE = fact('target', 'A02-015-B', { plate: place('A02-015-B') });

const move: Step = {
  ...BLANK, flow: 'move', state: 'to', title: words('move.title'), subtitle: null,
  question: words('move.to.ask'), progress: null, facts: [PART, HOW_MANY],
};
const from: Step = {
  ...move, state: 'from', question: words('move.from.ask'), plate: place('R01-001-A', '1'),
  facts: [PART, HOW_MANY, FACE],
  why: [words('why.minimum'), words('move.cases_and', { n: 2, each: 6, loose: 4 })],
  offers: [{ id: 'not_there', label: words('offer.not_there'), icon: 'empty' },
    { id: 'look_up', label: words('offer.look_up'), icon: 'search' }],
};

export const MOVE_STEPS: Readonly<Record<string, Step>> = {
  'move-what': {
    ...move, state: 'what', aim: 'any', question: words('move.what.ask'), facts: [],
    choices: [choice('16 FLT-00318', 'Oil filter', { plate: place('A02-015-B') }),
      choice('4 BRK-10442', 'Brake pad set, front axle', { plate: place('A07-032-C') })],
  },
  'move-promised': {
    ...move, band: { tone: 'attn', title: words('band.promised'),
      note: words('band.promised.note'), code: null },
  },
  'move-plate-again': {
    ...move, state: 'plate_again', aim: 'lpn', question: words('move.plate_again.ask'),
    plate: place('A07-030-C'),
    facts: [PART, HOW_MANY, fact('lpn', '006141410000009992', { current: true })],
    band: { tone: 'attn', title: words('band.mixes'), code: '006141410000009992',
      note: words('band.mixes.note', { code: '006141410000009992' }) },
  },
  'move-from': from,
  'move-face': {
    ...from, state: 'face', question: words('move.face.ask'), plate: place('A02-015-B'), why: [],
    offers: [{ id: 'face_full', label: words('offer.face_full'), icon: 'over' }],
  },
  'move-full': {
    ...from, state: 'full', question: words('move.full.ask'), offers: [],
    why: [words('move.anyway', { location: 'A02-015-B' })],
  },
};
