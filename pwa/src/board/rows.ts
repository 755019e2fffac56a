// SPDX-License-Identifier: Apache-2.0
/** Rows of the feed that only the desk reads, and the desk's view of all of them. */
import type { ClaimRow, ReturnedRow } from '../domain/reverse.ts';
import type { AsnRow, HoldRow, OrderLine, OrderRow, ShipmentRow, TaskRow } from '../domain/rows.ts';

export type Held = Readonly<{ part: string; serial: string; lot: string; holds: string[] }>;

/** `state` watching: a device that has not spoken yet may still explain it. */
export type ExceptionRow = Readonly<{
  exception: string; kind: string; state: 'watching' | 'open' | 'resolved'; operation: string;
  actor: string; device: string; raised_at: string; decisions: readonly string[];
}> & Readonly<Record<string, unknown>>;

export type DeviceRow = Readonly<{
  device: string; name: string; class: string; state: string; actor: string | null;
  last_seen: string; pending: number; oldest_at: string | null; last_seq: number;
}>;

const FRESH_MS = 60_000; // two reports of a device, and some: older ones say what was

/** Whether the last report of a device is of now, old, or was never made. */
export function lastReport(row: DeviceRow, now_ms: number): 'now' | 'old' | 'none' {
  const ms = now_ms - Date.parse(row.last_seen);
  if (Number.isNaN(ms)) return 'none';
  return ms < FRESH_MS ? 'now' : 'old';
}

export type DocumentRow = Readonly<{
  key: string; type: string; operation: string; state: 'waiting' | 'booked' | 'refused';
  body: Readonly<Record<string, unknown>>;
  reference?: string; // the ERP's own number, once it is booked
  reason?: string; text?: string; // of a refused one: why
  group?: string; place?: readonly [number, number]; // its queue, and where in it
  queued_at?: string | null; booked_at?: string | null; // when the server wrote it, when it was in
}>;

export type SupplierRow = Readonly<{ supplier: string; name: string }>;

/** An order as served: `requested` is what was asked, whatever an older row calls it. */
export type ServedOrder = OrderRow & Readonly<{
  lines: readonly (OrderLine & Readonly<{ requested?: number }>)[]; cartons?: readonly string[];
  imported_at?: string;
}>;

/** Tasks carry what their rule had to say; not every field is always there. */
export type WorkTask = Pick<TaskRow, 'task' | 'kind' | 'state'> & Partial<TaskRow> & Readonly<{
  source?: string; held?: boolean; suggested?: string;
}>;

/** Everything that the desk has read, by topic and key. */
export type Rows = Readonly<{
  task: ReadonlyMap<string, WorkTask>;
  exception: ReadonlyMap<string, ExceptionRow>;
  device: ReadonlyMap<string, DeviceRow>;
  order: ReadonlyMap<string, ServedOrder>;
  hold: ReadonlyMap<string, HoldRow>;
  asn: ReadonlyMap<string, AsnRow>;
  supplier: ReadonlyMap<string, SupplierRow>;
  shipment: ReadonlyMap<string, ShipmentRow>;
  erp_document: ReadonlyMap<string, DocumentRow>;
  returned: ReadonlyMap<string, ReturnedRow>;
  claim: ReadonlyMap<string, ClaimRow>;
}>;
export type DeskTopic = keyof Rows;

/** What the desk asks for, holds first. */
export const DESK_TOPICS: readonly DeskTopic[] = [
  'hold', 'exception', 'task', 'order', 'shipment', 'asn', 'supplier', 'device', 'erp_document',
  'returned', 'claim',
];

export const asked = (line: ServedOrder['lines'][number]): number =>
  line.requested ?? line.quantity;

export const isVor = (order: Pick<OrderRow, 'priority'>): boolean =>
  ['vor', 'emergency'].includes(String(order.priority).toLowerCase());

/** Text of a field that an exception may have. */
export function text(row: Readonly<Record<string, unknown>>, name: string): string {
  const value = row[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** Whole number of a field, or null. */
export function whole(row: Readonly<Record<string, unknown>>, name: string): number | null {
  const value = row[name];
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

/** Texts of a list that an exception may have. */
export function texts(row: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const value = row[name];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** The plain characters of a holder: a plate loses its prefix. */
export const plain = (holder: string): string => holder.replace(/^lpn:/, '');

export const isPlace = (holder: string): boolean =>
  holder !== '' && !holder.startsWith('lpn:') && !holder.startsWith('@');

const IN_WORK: readonly string[] = ['open', 'picking'];

/** Orders that whoever worked on a device has begun: what may be known on it alone (X2). */
export const ordersOn = (row: DeviceRow, orders: Iterable<ServedOrder>): string[] =>
  [...orders].filter((one) => IN_WORK.includes(one.state) && (one.left_on?.device === row.device
    || (row.actor !== null && one.by?.actor === row.actor))).map((one) => one.order).sort();
