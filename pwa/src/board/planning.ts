// SPDX-License-Identifier: Apache-2.0
/**
 * Work that a supervisor gives out: waves of orders, counts by plan, better homes of parts, faces
 * to be filled. Each card says before what it will make. Pure.
 */
import { draft } from '../domain/operation.ts';
import { say, type Decision } from './decision.ts';
import { listed } from './decisions.ts';

/** As `GET /api/v1/planning/...` tell them. */
export type Wave = Readonly<{
  orders: readonly string[]; route: string; cut_off: string | null; release_at: string;
  why: 'vor' | 'cut_off_passed' | 'cut_off_near' | 'waited' | 'not_yet';
}>;
export type CountPlan = Readonly<{
  day: string; seed: string; found: number; waiting: number;
  counts: readonly Readonly<{ location: string; why: readonly string[] }>[];
}>;
export type Proposal = Readonly<{
  part: string; source: string; target: string; saved: number; why: readonly string[];
  swap_with: string;
}>;
export type Slotting = Readonly<{
  days: number; proposals: readonly Proposal[];
  held?: readonly string[]; // left out, as all of them is on hold
}>;
export type Face = Readonly<{
  part: string; reserve: number;
  faces: readonly Readonly<{
    location: string; zone: string; minimum: number; maximum: number; here: number;
  }>[];
}>;

const PARTS_MAX = 200; // of one request; what is beyond it is asked for again

/** Orders are known by the first of a wave: an order is in one wave alone. */
export const waveKey = (wave: Wave): string => `wave:${wave.orders[0] ?? ''}`;

/** Releases a wave; before its time by whoever decides so. */
export function releaseWave(wave: Wave): Decision {
  const n = wave.orders.length;
  return {
    id: waveKey(wave), mark: null,
    title: say('board.wave.release', { n }),
    button: say('board.wave.release.go', { n }),
    effects: [
      { on: 'order', say: say('board.effect.wave.order', { orders: listed(wave.orders) }) },
      { on: 'goods', say: say('board.effect.wave.goods') },
      ...(wave.why === 'not_yet'
        ? [{ on: 'later' as const, odd: true, say: say('board.effect.wave.early') }] : []),
      { on: 'later', say: say('board.effect.wave.later') },
    ],
    ask: null, qualify: null,
    draft: () => draft('wave_release', {
      orders: [...wave.orders], why: wave.why === 'not_yet' ? 'early' : wave.why,
    }, waveKey(wave)),
  };
}

/** Makes a task of each place of a plan. */
export function makeCounts(plan: CountPlan): Decision {
  const n = plan.counts.length;
  return {
    id: 'counts', mark: null,
    title: say('board.counts.make', { n }), button: say('board.counts.make.go', { n }),
    effects: [
      { on: 'later', say: say('board.effect.counts.later', { n }) },
      ...(plan.found > n
        ? [{ on: 'later' as const, odd: true,
          say: say('board.effect.counts.rest', { n: plan.found - n }) }] : []),
      { on: 'goods', say: say('board.effect.counts.goods') },
      { on: 'erp', say: say('board.effect.counts.erp') },
    ],
    ask: null, qualify: null,
    draft: () => draft('count_plan', {
      counts: plan.counts.map(({ location, why }) => ({ location, why: [...why] })),
      seed: plan.seed,
    }, 'counts'),
  };
}

/** A part gets a better home; what lies there now comes back in the same walk. */
export function moveHome(one: Proposal): Decision {
  const params = { part: one.part, source: one.source, target: one.target, swap: one.swap_with };
  return {
    id: `reslot:${one.part}`, mark: null,
    title: say('board.slotting.move', params), button: say('board.slotting.move.go'),
    effects: [
      { on: 'goods', say: say(`board.effect.slotting.goods${one.swap_with ? '.swap' : ''}`,
        params) },
      { on: 'order', say: say('board.effect.slotting.order', params) },
      { on: 'later', say: say('board.effect.slotting.later', params) },
    ],
    ask: null, qualify: null,
    draft: () => draft('reslot', {
      part: one.part, source: one.source, target: one.target, saved: one.saved,
      swap_with: one.swap_with || null,
    }, `part:${one.part}`),
  };
}

/** Units of a part that tasks bring to its faces already. */
export type Coming = (part: string) => number;

/** Units that would fill the faces of a part, as far as its reserve goes and none is on its way. */
export const lacks = ({ part, reserve, faces }: Face, coming: Coming): number => {
  const room = faces.reduce((sum, { maximum, here }) => sum + Math.max(maximum - here, 0), 0);
  return Math.max(Math.min(reserve, room) - coming(part), 0);
};

/** Parts whose faces lack goods that are in reserve; of one zone, or of all. */
export const toFill = (
  faces: readonly Face[], zone: string, coming: Coming,
): readonly Face[] => faces.filter((one) => lacks(one, coming) > 0
  && one.faces.some((face) => !zone || face.zone === zone));

export const zonesOf = (faces: readonly Face[]): readonly string[] =>
  [...new Set(faces.flatMap((one) => one.faces.map(({ zone }) => zone)))].filter(Boolean).sort();

/** Fills the faces of these parts, in quiet hours. */
export function topOff(faces: readonly Face[], coming: Coming): Decision {
  const parts = faces.slice(0, PARTS_MAX).map((one) => one.part);
  const more = faces.length - parts.length;
  return {
    id: 'top_off', mark: null,
    title: say('board.faces.fill', { n: parts.length }),
    button: say('board.faces.fill.go', { n: parts.length }),
    effects: [
      { on: 'goods', say: say('board.effect.faces.goods', {
        n: faces.slice(0, PARTS_MAX).reduce((sum, one) => sum + lacks(one, coming), 0) }) },
      { on: 'later', say: say('board.effect.faces.later') },
      ...(more > 0 ? [{ on: 'later' as const, odd: true,
        say: say('board.effect.faces.rest', { n: more }) }] : []),
    ],
    ask: null, qualify: null,
    draft: () => draft('replenishment', { parts, top_off: true }, 'faces'),
  };
}
