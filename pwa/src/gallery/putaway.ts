// SPDX-License-Identifier: Apache-2.0
/** Steps of put-away for pictures: a bin that will not do, goods that one person cannot lift. */
import type { Plate, Step, Text } from '../flow/step.ts';

const words = (key: string, params: Text['params'] = {}): Text => ({ key, params });
const plate = (location: string): Plate => ({ location, zone: 'A', level: '1', confirm: '47' });

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
