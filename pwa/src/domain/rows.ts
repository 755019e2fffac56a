// SPDX-License-Identifier: Apache-2.0
/** The rows of the pull feed, topic by topic (docs/concepts/operations.md). */

export const TOPICS = [
  'site', 'hold', 'part', 'supersession', 'substitute', 'location', 'lpn', 'quant', 'asn',
  'order', 'task', 'shipment', 'authorization', 'core_deposit', 'core_group', 'checklist', 'claim',
  'returned', 'core_shipment', 'reman_order', 'assembly', 'carton_size', 'outcome', 'exception',
  'device', 'erp_document', 'customer',
] as const;
export type Topic = (typeof TOPICS)[number];

/** What a handheld asks for, in this order: holds always first. */
export const HANDHELD_TOPICS: readonly Topic[] = [
  'hold', 'site', 'part', 'supersession', 'substitute', 'location', 'lpn', 'quant', 'asn', 'order',
  'task', 'shipment', 'authorization', 'core_deposit', 'core_group', 'checklist', 'claim',
  'reman_order', 'assembly', 'carton_size', 'customer', 'outcome',
];

export type Tracking = 'none' | 'lot' | 'serial';

export type Pack = { code: string; quantity: number; gtin: string | null };
/** `state`: liquid, solid, gas or article; '' (or absent in old rows) where nobody said. */
export type Hazard = {
  class: string; un: string; packing_group?: string | null; subsidiary?: string[]; state?: string;
};

export type PartRow = {
  part: string; description: string; uom: string; packs: Pack[]; tracking: Tracking;
  expires: boolean; serial_pattern: string | null; hazard: Hazard | null; abc: string;
  critical: string | boolean; superseded_by: string | null; supersession?: string;
  weight_g: number; volume_ml: number; length_mm?: number; height_mm?: number;
  supplier?: string | null; serial_check?: string; // mod10: its last digit checks the others
  modules?: string[]; // numbered units that it is built of, by their parts
  aliases: string[]; distrusted?: string[]; // names found on other goods
};
export type LocationRow = {
  location: string; zone: string; kind: string; role: string; level: number | string;
  confirm: string; travel: number; hazards: string[]; blocked: boolean;
  capacity_ml?: number; capacity_g?: number; length_mm?: number; height_mm?: number; // 0: no limit
};
export type LpnRow = { lpn: string; kind: string; place: string | null };
export type QuantRow = {
  holder: string; part: string; lot: string | null; serial: string | null; quantity: number;
  suppliers: readonly string[]; receipts: readonly string[]; // where such units came from
  expires_on: string | null;
};
export type Scope = {
  part: string | null; supplier: string | null; lot: string | null; serial: string | null;
  lpn: string | null; location: string | null; receipt: string | null;
};
export type HoldRow = {
  hold: string; name?: string; scope: Scope; reason: string; note: string; placed_at: string;
  placed_by: string;
  root?: string; // the hold that this one follows: the same hold over goods that left its place
  state: 'open' | 'released';
  until?: string; // released on condition, to the end of this day (UTC)
  owner?: string; rule?: string;
  consents?: readonly { actor: string; reason: string; at: string }[];
};
/** What a partner wrote, where it was not smallest units: so many of a pack, which holds `each`. */
export type Asked = { quantity: number; uom: string; pack: string; each: number };
export type AsnLine = {
  line: number; part: string; quantity: number; lot: string | null;
  expires_on: string | null; serials: string[]; hold: unknown;
  received?: number; // units that came without the plate
  asked?: Asked | null; superseded_by?: string | null;
  putaway: { location: string; why: string[] } | null;
};
/** `lpn` is null where lines came loose, without a plate: they are received by unit. */
export type AsnPack = {
  lpn: string | null; parent: string | null; kind: string; received?: boolean; lines: AsnLine[];
  refused?: boolean; // it went back on the truck
};
export type AsnRow = {
  asn: string; supplier: string; supplier_name: string; carrier: string; state: string;
  trailer?: string | null; bol?: string | null; pro?: string | null; // what the driver's papers say
  purchase_orders?: string[]; expected_at?: string | null;
  packs: AsnPack[];
  score?: number; open_percent?: number; // of its supplier; plates of a hundred opened by it
};
export type OrderLine = {
  line: number; part: string; quantity: number; picked: number; vin: string | null;
  note: string | null; uom?: string; asked?: Asked | null;
  kit?: string; waits?: boolean; // picked all together or not at all; its kit is incomplete now
  given?: Readonly<Record<string, number>>; // units of other numbers that were picked for it
};
/** The way to the places of an order, why it is that one, and the orders that share it. */
export type Walk = Readonly<{ places: readonly string[]; why: string; tour?: readonly string[] }>;
export type OrderRow = {
  order: string; customer: string; name: string; priority: string; must_ship: string | null;
  state: string; lines: OrderLine[]; door?: string; // door: planned; '' when any will do
  route?: string; stop?: number | null; service?: string | null; // of the vehicle it goes with
  left?: Readonly<Record<string, string>>; // cartons that stayed, by plate: why
  cartons?: string[]; // holders that hold what was packed for it
  sizes?: Readonly<Record<string, string>>; // of its cartons, by plate
  released?: boolean; // by a wave, where the site works by waves
  goods?: { holder: string; part: string; quantity: number; at: string }[]; // brought for it
  cut_off?: string | null; // when that vehicle is closed (UTC)
  by?: { actor: string; at: string; until?: string } | null; // who picks it, heard last, until
  walk?: Walk;
  left_on?: { device: string; actor: string; at: string }; // a lost device was picking it
};
/** Something to look at in an inspection; limits are whole numbers of the scale. */
export type InspectCheck = {
  check: string; asks: 'yes_no' | 'measure'; label?: string; unit?: string; scale?: number;
  low?: number | null; high?: number | null; photo?: boolean;
};
export type TaskRow = {
  task: string; kind: string; state: 'open' | 'done' | 'cancelled'; priority: string | number;
  zone: string | null; location: string | null; part: string | null; quantity: number | null;
  lot: string | null; serial: string | null; order: string | null; line: number | null;
  lpn: string | null; asn: string | null; raised_at: string; why: unknown;
  asked?: Asked | null; superseded_by?: string | null;
  alternatives?: string[]; // the next best places
  source?: string | null; serials?: string[];
  case?: number; // of a replenishment: units of a whole case, 0 where none is known
  sample?: { n: number; ac: number; re: number; units: number[] }; // of an inspection
  checks?: InspectCheck[]; lpns?: string[]; receipt?: string;
  not_by?: string[]; lead?: boolean; // of a count: who may not answer it, and who alone may
};
export type ShipmentRow = {
  shipment: string; door: string; orders: string[]; state: 'open' | 'confirmed'; lpns: string[];
  carrier?: string; // a courier's name; '' for a route's truck
  seal?: string; taken_by?: string; document?: string; signature?: string; // said at departure
  collect?: string[]; // deposits whose cores it is to bring back, by their keys
  exposure_minor?: Readonly<Record<string, number>>; // what these come to, by currency
};
export type OutcomeRow = {
  op_id: string; seq: number; outcome: string; reason: string | null; detail: unknown;
  booked: boolean;
};
export type SiteRow = {
  site: string; settings: { version: number; changed: Record<string, unknown> };
};

/** One row of a pull page; `body: null` means gone. */
export type FeedRow = { topic: string; key: string; version: number; body: unknown };
