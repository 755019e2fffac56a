// SPDX-License-Identifier: Apache-2.0
/** Invented steps of picking's exceptions, for pictures and for tests of the screens. */
import type { Step } from '../flow/step.ts';
import { for_whom } from '../flow/pick_batch.ts';
import { BLANK, choice, fact, pick, pickTote, place, words } from '../gallery_steps.ts';

const at = (state: string, more: Partial<Step>): Step => ({
  ...pick, state, question: words(`pick.${state}.ask`), offers: [], ...more,
});
const reason = (id: string): Step['choices'][number] =>
  ({ ...choice(id, ''), label: words(`reason.${id}`), small: null });
const said = (id: string, key: string): Step['choices'][number] =>
  ({ ...choice(id, ''), label: words(key), small: null });
const each = { unit: words('unit.EA'), max: 99_999 };

export const PICK_STEPS: Readonly<Record<string, Step>> = {
  'pick-rotation': at('rotation', {
    sheet: {
      id: 'rotation', title: words('sheet.rotation'), quantity: null, primary: null,
      note: words('sheet.rotation.note', { lot: 'L26-0188' }),
      choices: ['not_there', 'damaged', 'cannot_reach'].map(reason),
    },
  }),
  'pick-zero': at('zero', {
    sheet: {
      id: 'zero', title: words('sheet.zero'), quantity: null, primary: null,
      note: words('sheet.zero.note', { location: 'A07-032-C' }),
      choices: [said('empty', 'sheet.zero.yes'), said('left', 'sheet.zero.no')],
    },
  }),
  'pick-damaged': at('damaged', {
    aim: 'lpn', plate: null,
    facts: [fact('part', 'BRK-10442', { done: true }), fact('damaged', '2'),
      fact('target', 'Q01-004-A', { plate: place('Q01-004-A', '1') })],
    band: {
      tone: 'hold', title: words('band.beside'), code: 'BRK-10442',
      note: words('side.damaged.note'),
    },
  }),
  'pick-fits': at('fits', {
    aim: 'quantity', plate: null, quantity: { value: null, expected: 6, ...each },
  }),
  'pick-opened': at('opened', {
    aim: 'none', plate: null, question: words('done.opened', { n: 6 }),
    done: {
      title: words('done.opened', { n: 6 }), attn: true,
      facts: [fact('place', 'B04-011-B'), fact('part', 'BAT-00712'), fact('quantity', '6')],
    },
  }),
  'pick-way': at('bin', { why: [words('walk.shortest_proven')], offers: pick.offers }),
  'pick-way-site': at('bin', { why: [words('walk.site_choice')], offers: pick.offers }),
  'pick-serves': at('bin', {
    band: {
      tone: 'attn', title: words('band.serves'), code: 'BRK-10442-B',
      note: words('band.serves.note', { code: 'BRK-10442' }),
    },
  }),
  'pick-substitutes': at('nowhere', {
    plate: null, facts: pick.facts.slice(1, 3), choices: [
      { ...choice('SUB-1', ''), small: words('pick.substitute.neutral', { code: 'BRK-10442' }),
        plate: place('A07-041-A') },
      { ...choice('SUB-2', ''), small: words('pick.substitute.call', { code: 'BRK-10442' }),
        plate: place('A02-015-B') },
    ],
  }),
  'pick-cancelled': at('bin', {
    band: {
      tone: 'attn', title: words('band.order_cancelled'), code: 'DLR2207-0091',
      note: words('band.order_cancelled.note'),
    },
  }),
  'pick-given-away': at('bin', {
    band: {
      tone: 'attn', title: words('band.given_away'), code: 'DLR2207-0091',
      note: words('band.given_away.note', { who: 'wong' }),
    },
  }),
  'pick-walk-done': at('done', {
    aim: 'none', plate: null, subtitle: null, facts: [], progress: { index: 3, total: 3 },
    done: {
      title: words('done.walk', { n: 3 }), attn: false,
      facts: ['0412', '0415', '0418'].map((tote, n) => ({
        ...fact('order', `DLR2207-009${n + 1}`, { done: true }), small: `T-${tote}`,
      })),
    },
  }),
  'pick-kit-waits': at('done', {
    aim: 'none', plate: null, facts: [],
    band: {
      tone: 'attn', title: words('band.kit_waits'), code: 'BRK-10442',
      note: words('band.kit_waits.note', { kit: 'SERVICE-7', code: 'BRK-10442' }),
    },
    done: {
      title: words('band.kit_waits'), attn: true,
      facts: [fact('order', 'DLR2207-0091'), fact('part', 'BRK-10442')],
    },
  }),
  'pick-vor-first': at('order', {
    aim: 'document', plate: null, facts: [], progress: null, subtitle: null,
    choices: [{ ...choice('DLR2207-0091', 'Hillside Motors'), marks: [{ kind: 'vor' }] }],
    band: {
      tone: 'attn', title: words('band.vor_first'), code: 'DLR2207-0091',
      note: words('band.vor_first.note'),
    },
    offers: [{ id: 'several', icon: 'list', label: words('offer.several') }],
  }),
  'pick-hazard': {
    ...pickTote,
    stop: {
      code: 'tote_hazard', title: words('stop.tote_hazard.title'), wanted: null, where: null,
      note: words('stop.tote_hazard.note', { one: '8', other: '6.1' }), where_code: null,
      next: words('stop.next.free_tote'), scanned: { code: 'T-0418', small: null },
    },
  },
  'pick-back': {
    ...BLANK, state: 'back_bin', question: words('pick.back_bin.ask'), aim: 'location',
    subtitle: words('pick.put_back_of', { tote: 'T-0418' }), plate: place('B04-011-B'),
    progress: null,
    facts: [fact('target', 'T-0418', { done: true }), fact('part', 'BAT-00712', { current: true }),
      fact('quantity', '3', { unit: words('unit.EA') })],
  },
  'pick-batch': at('bin', {
    subtitle: words('pick.batch', { n: 3 }), progress: { index: 1, total: 4 },
    facts: [fact('place', 'A07-041-A', { plate: place('A07-041-A', '1'), current: true }),
      fact('part', 'CLP-1', { small: 'Clip, black' }),
      fact('quantity', '3', { unit: words('unit.EA'), small: for_whom([
        { order: 'DLR2207-0091', line: 1, units: 1 }, { order: 'DLR2207-0092', line: 1, units: 2 },
      ]) }), fact('target', 'T-0900')],
    plate: place('A07-041-A', '1'), offers: pick.offers, marks: [],
  }),
  'pick-ways': at('order', {
    aim: 'document', plate: null, facts: [], progress: null, subtitle: null, marks: [],
    choices: [
      { ...choice('T-0900', ''), small: words('pick.to_sort', { n: 3 }) },
      choice('DLR2207-0091', 'Hillside Motors'), choice('DLR2207-0092', 'Ridge Garage'),
    ],
    offers: ['several', 'batch'].map((id) => ({ id, icon: 'list', label: words(`offer.${id}`) })),
  }),
};
