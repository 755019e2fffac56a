// SPDX-License-Identifier: Apache-2.0
/** Invented steps with photos: the one that takes them, and those that offer it. */
import type { Fact, Step } from './flow/step.ts';
import { STEPS, place, words } from './gallery_steps.ts';

const fact = (name: string, value: string, small: string | null = null): Fact => ({
  name, label: words(`fact.${name}`), value, unit: null, small, plate: null, done: false,
  current: false,
});

const offer = (n: number): Step['offers'] => [
  { id: 'photo', icon: 'camera',
    label: n === 0 ? words('offer.photo') : words('offer.photos', { n }) },
];

const photo: Step = {
  ...STEPS['receive']!, flow: 'photo', state: 'take', title: words('photo.title'),
  subtitle: words('photo.keeps'), question: words('photo.take.ask'), aim: 'none', plate: null,
  progress: null, list: null, choices: [], quantity: null, marks: [], offers: [], band: null,
  facts: [fact('part', 'BRK-10442', 'Brake pad set, front axle'),
    fact('lpn', '006141410000001026'),
    { ...fact('place', 'DOCK-02'), plate: place('DOCK-02', '') }],
};

const refused = (name: string): Step => ({
  ...photo, band: { tone: 'attn', title: words(`band.${name}`), code: null,
    note: words(`band.${name}.note`) },
});

const difference: Step = {
  ...STEPS['unknown-sheet']!, flow: 'receive', state: 'difference', title: words('receive.title'),
  offers: offer(2),
  band: { tone: 'good', title: words('band.recorded.photo'), note: null, code: null },
  sheet: {
    id: 'difference', title: words('sheet.how_many_damaged'), note: words('sheet.difference.note'),
    quantity: { value: 4, expected: 10, unit: words('unit.EA'), max: 10 },
    choices: ['short', 'over', 'damaged'].map((id) => ({
      id, label: words(`reason.${id}`), small: null, plate: null, marks: [], done: false,
      chosen: id === 'damaged',
    })),
    primary: { label: words('sheet.difference.damaged', { n: 4, total: 10 }), enabled: true },
  },
};

export const PHOTO_STEPS: Readonly<Record<string, Step>> = {
  photo, 'photo-none': refused('photo_none'), 'photo-full': refused('photo_full'),
  'photo-unreadable': refused('photo_unreadable'),
  'photo-difference': difference,
  'photo-unknown': { ...STEPS['unknown-sheet']!, offers: offer(0) },
};
