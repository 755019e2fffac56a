// SPDX-License-Identifier: Apache-2.0
/** Steps of put-away for pictures: a bin that will not do, goods that one person cannot lift. */
import type { Plate, Step, Text } from '../flow/step.ts';

const words = (key: string, params: Text['params'] = {}): Text => ({ key, params });
const plate = (location: string): Plate => ({ location, zone: 'A', level: '1', confirm: '47' });

const part = (base: Step): Step['facts'] => [
  base.facts[0]!, plain_fact('lot', 'L26-0188'),
];

const plain_fact = (name: string, value: string, current = false): Step['facts'][number] => ({
  name, label: words(`fact.${name}`), value, unit: null, small: null, plate: null, done: false,
  current,
});

/** The modules of an assembly, asked for with its own number (SE6). */
export function assembly_steps(base: Step): Readonly<Record<string, Step>> {
  return {
    'assembly-module': {
      ...base, flow: 'assembly', state: 'serials', aim: 'serial', title: words('assembly.title'),
      subtitle: words('assembly.of', { part: 'AXL-20711', serial: 'AX100001' }), plate: null,
      why: [], progress: null, question: words('assembly.serials.ask', { n: 2, total: 3 }),
      facts: [{ ...base.facts[0]!, value: 'HUB-10442', small: 'Wheel hub', current: true },
        { ...plain_fact('module', 'HB200001'), small: 'HUB-10442', done: true }],
      offers: [{ id: 'module_missing', label: words('offer.module_missing'), icon: 'short' },
        { id: 'photo', label: words('offer.photo'), icon: 'camera' }],
    },
  };
}

/** The number differs from what was received (PU9). */
function differs_steps(base: Step): Readonly<Record<string, Step>> {
  const blank: Step = { ...base, plate: null, why: [], offers: [], progress: null };
  return {
    'putaway-counted': {
      ...blank, state: 'counted', aim: 'quantity', question: words('putaway.counted.ask'),
      facts: part(base), quantity: { value: null, expected: null, unit: words('unit.EA'),
        max: 99_999 },
    },
    'putaway-missing': {
      ...blank, state: 'missing', aim: 'choice', question: words('putaway.missing.ask', { n: 2 }),
      facts: [base.facts[0]!],
      choices: ['E7A000311', 'E7A000312', 'E7A000313'].map((id) => ({
        id, label: words('text.plain', { text: id }), small: null, plate: null, marks: [],
        done: false, chosen: false,
      })),
    },
    'putaway-differs': {
      ...blank, state: 'differs', aim: 'choice', question: words('putaway.differs.ask'),
      facts: [...part(base), plain_fact('received', '40'), plain_fact('counted', '38', true)],
      band: { tone: 'attn', title: words('band.to_receiving'), code: null,
        note: words('band.to_receiving.note') },
      confirm: words('putaway.differs_confirm', { n: 38, total: 40 }),
    },
  };
}

const OTHER = '006141410000001057';
const EMPTIED = '006141410000001026';

/** `base`: goods in hand and the bin that was named for them. */
export function putaway_steps(base: Step): Readonly<Record<string, Step>> {
  const named = { location: base.plate!.location };
  return {
    'putaway-why-not': {
      ...base, state: 'why_not', aim: 'choice', question: words('putaway.why_not.ask'), why: [],
      offers: [], sheet: {
        id: 'why_not', title: words('sheet.why_not', named), note: words('sheet.why_not.note'),
        quantity: null, primary: null,
        choices: ['bin_full', 'blocked', 'other_part_there', 'unsafe'].map((id) => ({
          id, label: words(`reason.${id}`), small: null, plate: null, marks: [], done: false,
          chosen: false,
        })),
      },
    },
    'putaway-next': {
      ...base, state: 'next', question: words('putaway.next.ask'), plate: plate('A07-033-A'),
      offers: [],
      why: [words('putaway.next_best', named), words('putaway.named_counted', named)],
    },
    'putaway-heavy': {
      ...base, question: words('putaway.bin.ask'), why: [words('why.two_people')],
      band: { tone: 'attn', title: words('band.two_people'), note: null, code: null },
    },
    'putaway-plate-again': {
      ...base, state: 'plate_again', aim: 'lpn', question: words('putaway.plate_again.ask'),
      why: [], offers: [], facts: [...base.facts, {
        name: 'lpn', label: words('fact.lpn'), value: OTHER, unit: null, small: null, plate: null,
        done: false, current: true,
      }],
      band: {
        tone: 'attn', title: words('band.other_place'), code: OTHER,
        note: words('band.other_place.note', { code: OTHER }),
      },
    },
    ...differs_steps(base), ...assembly_steps(base),
    'putaway-emptied': {
      ...base, state: 'goods', aim: 'lpn', question: words('putaway.goods.ask'), why: [],
      plate: null, facts: [], offers: [], subtitle: null, progress: null,
      band: {
        tone: 'good', title: words('band.emptied'), code: EMPTIED,
        note: words('band.emptied.note', { code: EMPTIED }),
      },
    },
  };
}
