// SPDX-License-Identifier: Apache-2.0
/** A scan before any step: which flow does this thing belong to, and is it a badge at all? */
import { plate_holder } from '../domain/operation.ts';
import type { View } from '../domain/view.ts';
import type { World } from './machine.ts';
import { meanings } from './resolve.ts';
import type { Got } from './resolve.ts';
import type { FlowName } from './step.ts';

const ALL = ['lpn', 'location', 'part', 'serial', 'document'] as const;

export function entrance(raw: string, world: World): FlowName {
  const year = Number(world.moment.now.slice(0, 4));
  const found = meanings(
    world.read(raw, false, year), world.read(raw, true, year), world.view,
    { part: null, lots: [], wants: ALL },
  );
  return found.length === 0 ? 'lookup' : flow_of(found[0]!, world.view);
}

/** The place that a scan names: whoever scanned it stands there. */
export function place_scanned(raw: string, world: World): string | null {
  const year = Number(world.moment.now.slice(0, 4));
  const [known] = meanings(world.read(raw, false, year), world.read(raw, true, year), world.view,
    { part: null, lots: [], wants: ALL });
  return known?.what === 'location' ? known.code : null;
}

/** What a scan is that is certainly no badge, or null: a site's own badges may read as anything. */
export function other_than_badge(raw: string, world: World): string | null {
  const year = Number(world.moment.now.slice(0, 4));
  const reading = world.read(raw, false, year);
  if (reading.label === 'badge') return null;
  if (reading.misread) return 'misread';
  const [known] = reading.secret ? [] : meanings(
    reading, world.read(raw, true, year), world.view, { part: null, lots: [], wants: ALL });
  const what = known?.what ?? reading.label;
  if (what === null) return null;
  if (what === 'plate_new') return 'lpn';
  return [...ALL, 'tote'].some((one) => one === what) ? what : 'other';
}

function flow_of(got: Got, view: View): FlowName {
  if (got.what === 'document') {
    if (view.asn(got.code) !== null) return 'receive';
    if (view.order(got.code) !== null) return 'pick';
    if (view.checkpoint.tables.reman_order.has(got.code)) return 'reman';
    return view.is_return_paper(got.code) ? 'returns' : 'lookup';
  }
  if (got.what === 'location') {
    const role = view.location(got.code)?.role ?? '';
    return ({ door: 'load', dock: 'receive' } as Record<string, FlowName>)[role] ?? 'lookup';
  }
  return got.what === 'lpn' ? flow_of_plate(got.code, view) : 'lookup';
}

/** Announced: receive it. At the dock: put it away. In hand for an order: pack it. */
function flow_of_plate(lpn: string, view: View): FlowName {
  if (view.announced(lpn) !== null && view.content(lpn).length === 0) return 'receive';
  const at = view.location(view.place(plate_holder(lpn)).location ?? '');
  if (at?.role === 'dock' || at?.role === 'stage') return 'putaway';
  const picked = view.told.some((op) => op.kind === 'pick'
    && op.body.target === plate_holder(lpn));
  return picked && view.content(lpn).length > 0 ? 'pack' : 'lookup';
}
