// SPDX-License-Identifier: Apache-2.0
/** All flows and their words, looked up by flow: a name means one thing inside one flow. */
import assembly_flow from '../../flows/assembly.flow.json' with { type: 'json' };
import count_flow from '../../flows/count.flow.json' with { type: 'json' };
import hold_flow from '../../flows/hold.flow.json' with { type: 'json' };
import inspect_flow from '../../flows/inspect.flow.json' with { type: 'json' };
import load_flow from '../../flows/load.flow.json' with { type: 'json' };
import lookup_flow from '../../flows/lookup.flow.json' with { type: 'json' };
import move_flow from '../../flows/move.flow.json' with { type: 'json' };
import pack_flow from '../../flows/pack.flow.json' with { type: 'json' };
import photo_flow from '../../flows/photo.flow.json' with { type: 'json' };
import pick_flow from '../../flows/pick.flow.json' with { type: 'json' };
import putaway_flow from '../../flows/putaway.flow.json' with { type: 'json' };
import receive_flow from '../../flows/receive.flow.json' with { type: 'json' };
import undo_flow from '../../flows/undo.flow.json' with { type: 'json' };
import reman_flow from '../../flows/reman.flow.json' with { type: 'json' };
import returns_flow from '../../flows/returns.flow.json' with { type: 'json' };
import { assembly_offer, assembly_words } from './assembly.ts';
import { count_words } from './count.ts';
import { count_again_words } from './count_again.ts';
import { goods } from './goods.ts';
import { hold_words } from './hold.ts';
import { inspect_words } from './inspect.ts';
import { load_words } from './load.ts';
import { load_leave_words } from './load_leave.ts';
import { load_off_words } from './load_off.ts';
import { load_order_words } from './load_order.ts';
import { lookup_words } from './lookup.ts';
import { move_words } from './move.ts';
import { pack_words } from './pack.ts';
import { photo_words } from './photo.ts';
import { pick_words } from './pick.ts';
import { putaway_words } from './putaway.ts';
import { differs_words } from './putaway_differs.ts';
import { merge_words } from './putaway_merge.ts';
import { other_words } from './putaway_other.ts';
import { receive } from './receive.ts';
import { override_words } from './putaway_override.ts';
import { replenish_words } from './replenish.ts';
import { undo_offer, undo_words } from './undo.ts';
import { reman_words } from './reman.ts';
import { returns_words } from './returns.ts';
import { unknown_words } from './unknown.ts';
import { stored_flow } from './data.ts';
import type { FlowState } from './data.ts';
import type { FlowName } from './step.ts';
import type { FlowDef, Words } from './words.ts';

const data = <T,>(flow: T): FlowDef => flow as unknown as FlowDef;

export const FLOW_DEFS: Readonly<Record<FlowName, FlowDef>> = {
  receive: data(receive_flow), putaway: data(putaway_flow), count: data(count_flow),
  pick: data(pick_flow), pack: data(pack_flow), load: data(load_flow), hold: data(hold_flow),
  lookup: data(lookup_flow), photo: data(photo_flow), undo: data(undo_flow),
  returns: data(returns_flow), reman: data(reman_flow),
  move: data(move_flow), inspect: data(inspect_flow), assembly: data(assembly_flow),
};

/** The words of two files of one flow. */
const joined = (words: Words, more: Words): Words => ({
  checks: { ...words.checks, ...more.checks }, binds: { ...words.binds, ...more.binds },
  emits: { ...words.emits, ...more.emits }, shows: { ...words.shows, ...more.shows },
});

const with_goods = (words: Words): Words => ({
  checks: {
    ...goods.checks, ...undo_offer.checks, ...unknown_words.checks, ...assembly_offer.checks,
    ...words.checks,
  },
  binds: { ...goods.binds, ...unknown_words.binds, ...assembly_offer.binds, ...words.binds },
  emits: { ...unknown_words.emits, ...words.emits },
  shows: { ...unknown_words.shows, ...words.shows },
});

const counts: Words = {
  ...count_words, checks: { ...count_words.checks, ...count_again_words.checks },
  binds: { ...count_words.binds, ...count_again_words.binds },
  shows: { ...count_words.shows, ...count_again_words.shows },
};

export const WORDS: Readonly<Record<FlowName, Words>> = {
  receive: with_goods(receive),
  putaway: with_goods([putaway_words, other_words, merge_words, differs_words, override_words]
    .reduce(joined)),
  count: with_goods(counts),
  pick: with_goods(pick_words), pack: with_goods(pack_words), 
  load: with_goods(joined(joined(load_words, load_order_words),
    joined(load_leave_words, load_off_words))),
 
  hold: with_goods(hold_words), lookup: with_goods(lookup_words),
  photo: with_goods(photo_words), undo: with_goods(undo_words),
  returns: with_goods(returns_words), reman: with_goods(reman_words),
  inspect: with_goods(inspect_words), assembly: with_goods(assembly_words),
  move: with_goods(
    [putaway_words, other_words, merge_words, override_words, move_words, replenish_words]
      .reduce(joined)),
};

/** A stored flow state, if this build still knows all its states. */
export function resumable(found: unknown): FlowState | null {
  const state = stored_flow(found);
  const known = state?.frames.every((frame) =>
    FLOW_DEFS[frame.flow]?.states[frame.state] !== undefined);
  return known ? state : null;
}
