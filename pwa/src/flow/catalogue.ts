// SPDX-License-Identifier: Apache-2.0
/** All flows and their words, looked up by flow: a name means one thing inside one flow. */
import count_flow from '../../flows/count.flow.json' with { type: 'json' };
import hold_flow from '../../flows/hold.flow.json' with { type: 'json' };
import load_flow from '../../flows/load.flow.json' with { type: 'json' };
import lookup_flow from '../../flows/lookup.flow.json' with { type: 'json' };
import pack_flow from '../../flows/pack.flow.json' with { type: 'json' };
import pick_flow from '../../flows/pick.flow.json' with { type: 'json' };
import putaway_flow from '../../flows/putaway.flow.json' with { type: 'json' };
import receive_flow from '../../flows/receive.flow.json' with { type: 'json' };
import reman_flow from '../../flows/reman.flow.json' with { type: 'json' };
import returns_flow from '../../flows/returns.flow.json' with { type: 'json' };
import { count_words } from './count.ts';
import { goods } from './goods.ts';
import { hold_words } from './hold.ts';
import { load_words } from './load.ts';
import { lookup_words } from './lookup.ts';
import { pack_words } from './pack.ts';
import { pick_words } from './pick.ts';
import { putaway_words } from './putaway.ts';
import { receive } from './receive.ts';
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
  lookup: data(lookup_flow), returns: data(returns_flow), reman: data(reman_flow),
};

const with_goods = (words: Words): Words => ({
  checks: { ...goods.checks, ...unknown_words.checks, ...words.checks },
  binds: { ...goods.binds, ...unknown_words.binds, ...words.binds },
  emits: { ...unknown_words.emits, ...words.emits },
  shows: { ...unknown_words.shows, ...words.shows },
});

export const WORDS: Readonly<Record<FlowName, Words>> = {
  receive: with_goods(receive), putaway: with_goods(putaway_words), count: with_goods(count_words),
  pick: with_goods(pick_words), pack: with_goods(pack_words), load: with_goods(load_words),
  hold: with_goods(hold_words), lookup: with_goods(lookup_words),
  returns: with_goods(returns_words), reman: with_goods(reman_words),
};

/** A stored flow state, if this build still knows all its states. */
export function resumable(found: unknown): FlowState | null {
  const state = stored_flow(found);
  const known = state?.frames.every((frame) =>
    FLOW_DEFS[frame.flow]?.states[frame.state] !== undefined);
  return known ? state : null;
}
