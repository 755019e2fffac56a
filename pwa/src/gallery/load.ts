// SPDX-License-Identifier: Apache-2.0
/** Invented steps of a departure, for pictures and for tests of the screens. */
import type { Step } from '../flow/step.ts';
import { BLANK, choice, fact, place, words } from '../gallery_steps.ts';

const at = (state: string, more: Partial<Step>, params = {}): Step => ({
  ...BLANK, flow: 'load', state, title: words('load.title'), aim: 'choice', progress: null,
  subtitle: words('load.subtitle', { door: 'DOOR-03' }),
  question: words(`load.${state}.ask`, params), ...more,
});
const reason = (id: string): Step['choices'][number] =>
  ({ ...choice(id, ''), label: words(`reason.${id}`), small: null });
const WAIT: Step['offers'] = [{ id: 'wait', label: words('offer.wait'), icon: 'skip' }];
const TRUCK = [
  fact('shipment', 'S-DLR2207-0091'), fact('door', 'DOOR-03', { plate: place('DOOR-03', '1') }),
  fact('cartons', '12'),
];
const SAID = [
  fact('seal', 'SL-99120', { done: true }), fact('taken_by', 'A. Berg', { done: true }),
];

export const LOAD_STEPS: Readonly<Record<string, Step>> = {
  'load-early': at('early', {
    aim: 'lpn', choices: [
      { ...choice('C-000092', ''), small: words('load.stop', { order: 'DLR2207-0092', n: 4 }) },
      { ...choice('C-000091', ''), small: words('load.stop', { order: 'DLR2207-0091', n: 2 }) },
    ],
    band: {
      tone: 'attn', title: words('band.stop_first'), code: 'C-000092',
      note: words('band.stop_first.note', { code: 'C-000092' }),
    },
  }),
  'load-leave': at('leave_why', {
    facts: [fact('lpn', 'C-000091')], sheet: {
      id: 'leave', title: words('sheet.leave', { code: 'C-000091' }), quantity: null,
      note: words('sheet.leave.note'), primary: null,
      choices: ['truck_full', 'too_late', 'not_fit', 'other'].map(reason),
    },
  }),
  'load-off': at('off', {
    aim: 'location', plate: place('Q01-004-A', '1'), marks: [{ kind: 'hold' }],
    facts: [fact('lpn', '006141410000001026', { done: true }),
      fact('part', 'BRK-10442', { small: 'Brake pad set, front' }), fact('quantity', '4')],
  }),
  'load-held': at('go', {
    facts: [...TRUCK, ...SAID], offers: WAIT,
    band: {
      tone: 'hold', title: words('band.held_aboard'), code: '006141410000001026',
      note: words('band.held_aboard.note', { code: '006141410000001026', part: 'BRK-10442' }),
    },
  }),
  'load-route': at('leave_route', {
    facts: [fact('lpn', 'C-000091')],
    choices: [{ ...choice('next_route', ''), label: words('load.next_route'), small: null },
      { ...choice('R-SOUTH', ''), small: null }],
  }),
  'load-missing': at('missing', {
    facts: [fact('shipment', 'S-DLR2207-0091')], offers: WAIT,
    choices: [choice('C-000092', 'DLR2207-0092')],
  }, { n: 1 }),
  'load-extra': at('extra', {
    facts: [fact('shipment', 'S-DLR2207-0091'), fact('lpn', 'C-000077')], offers: WAIT,
  }, { n: 1 }),
  'load-courier': at('courier', { aim: 'any' }),
  'load-seal': at('seal', { aim: 'any', facts: TRUCK }),
  'load-taker': at('taker', { aim: 'any', facts: [...TRUCK, SAID[0]!] }),
  'load-document': at('document', { aim: 'any', facts: [...TRUCK, SAID[1]!] }),
  'load-sign': at('sign', { aim: 'none', facts: [...TRUCK, ...SAID] }),
  'load-go': at('go', {
    facts: [...TRUCK, ...SAID, fact('collect', '2', { small: 'D1001 · ALT' })], offers: WAIT,
    band: {
      tone: 'attn', title: words('band.online_only'), note: words('band.online_only.note'),
      code: null,
    },
  }),
  'load-gone': at('gone', {
    aim: 'none', question: words('done.departed'),
    done: { title: words('done.departed'), facts: [TRUCK[1]!, ...SAID] },
  }),
};
