// SPDX-License-Identifier: Apache-2.0
/** Invented steps of a packing bench, for pictures and for tests of the screens. */
import type { Step } from '../flow/step.ts';
import { BLANK, choice, fact, place, words } from '../gallery_steps.ts';

const at = (state: string, more: Partial<Step>): Step => ({
  ...BLANK, flow: 'pack', state, title: words('pack.title'), progress: null,
  subtitle: words('pack.subtitle', { order: 'DLR2207-0091', tote: 'T-0418' }),
  question: words(`pack.${state}.ask`), facts: [], plate: null, ...more,
});
const said = (id: string, key: string): Step['choices'][number] =>
  ({ ...choice(id, ''), label: words(key), small: null });
const reason = (id: string): Step['choices'][number] => said(id, `reason.${id}`);
const grams = { value: null, expected: null, unit: words('unit.G'), max: 99_999 };
const sheet = (id: string, note: string | null, ids: string[], more: object = {}): Step['sheet'] =>
  ({ id, title: words(`sheet.${id}`), note: note === null ? null : words(note), quantity: null,
    choices: ids.map(reason), primary: null, ...more });

export const PACK_STEPS: Readonly<Record<string, Step>> = {
  'pack-missing-which': at('missing_which', {
    aim: 'choice', choices: [choice('1', 'L26-0188', {
      label: words('text.plain', { text: 'BRK-10442' }) }), choice('2', 'E7A000290', {
      label: words('text.plain', { text: 'ECU-77810-AB' }) })],
  }),
  'pack-missing': at('missing', {
    aim: 'choice', sheet: sheet('missing', 'sheet.missing.note',
      ['not_in_tote', 'picked_short', 'other_tote'], {
        title: words('sheet.missing', { part: 'BRK-10442' }),
        quantity: { value: 1, expected: null, unit: words('unit.EA'), max: 99_999 },
        primary: { label: words('sheet.missing.record', { n: 1 }), enabled: true },
      }),
  }),
  'pack-pull': at('pull', {
    aim: 'lpn', facts: [fact('part', 'BRK-10442'), fact('quantity', '4'),
      fact('target', 'Q01-004-A', { plate: place('Q01-004-A', '1'), current: true })],
  }),
  'pack-marks': at('marks', {
    aim: 'choice', facts: [fact('part', 'PNT-1')],
    marks: [{ kind: 'haz', hazard_class: '3', un: 'UN1263' }],
    sheet: sheet('marks', null, [], {
      title: words('sheet.marks.full', { un: 'UN1263' }),
      note: words('sheet.marks.full.note', { class: '3', un: 'UN1263' }),
      choices: [said('none', 'pack.no_marks')],
      primary: { label: words('sheet.marks.record'), enabled: true },
    }),
  }),
  'pack-more': at('more', {
    aim: 'choice', choices: ['weigh', 'label', 'papers', 'swap', 'pull']
      .map((id) => said(id, `pack.more_${id}`)),
  }),
  'pack-weigh': at('weigh_again', {
    aim: 'quantity', facts: [fact('target', 'C-000091', { current: true })], quantity: grams,
    band: {
      tone: 'attn', title: words('band.weight_off'), code: 'C-000091',
      note: words('pack.weight_note', { said: 9000, computed: 7600 }),
    },
  }),
  'pack-label': at('label_why', {
    aim: 'choice', facts: [fact('target', 'C-000091')],
    sheet: sheet('label', 'sheet.label.note', ['no_label', 'torn', 'wrong_printer', 'misprint']),
  }),
  'pack-swap-out': at('swap_out', {
    aim: 'serial', choices: [choice('E7A000290', 'ECU-77810-AB')],
  }),
  'pack-swap-in': at('swap_in', {
    aim: 'serial', facts: [fact('part', 'ECU-77810-AB', { small: 'Control module' }),
      fact('serial', 'E7A000290', { done: true })],
  }),
  'pack-swap-why': at('swap_why', {
    aim: 'choice', sheet: sheet('swap', null, ['wrong_unit', 'label_differs', 'damaged'], {
      note: words('sheet.swap.note', { code: 'E7A000777' }),
    }),
  }),
  'pack-missed': at('done', {
    aim: 'none', question: words('pack.missed', { at: '16:00' }),
    done: {
      title: words('pack.missed', { at: '16:00' }), attn: true,
      facts: [fact('order', 'DLR2207-0091'), fact('target', 'C-000091')],
    },
  }),
};
