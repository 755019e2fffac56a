// SPDX-License-Identifier: Apache-2.0
/**
 * What the floor looks like from this device: rows of the checkpoint plus what it told since.
 *
 * A `View` never changes; `with_ops` makes the next one. Everything a flow asks of the world it
 * asks here: where is it, what is it, is it held, where should it go.
 */

import { Assemblies } from './assemblies.ts';
import type { AssemblyRow } from './assemblies.ts';
import { Books, Layer, place_of } from './books.ts';
import type { Quant } from './books.ts';
import type { CartonRow } from './cartons.ts';
import { Chains } from './chains.ts';
import { hold_on, scope } from './holds.ts';
import type { Unit } from './holds.ts';
import type { Bodies, Line, Told } from './operation.ts';
import { is_plate, plate_holder, plate_of } from './operation.ts';
import { setting } from './policy.ts';
import type {
  AuthorizationRow, ChecklistRow, ClaimRow, CustomerRow, DepositRow, GroupRow, RemanOrderRow,
} from './reverse.ts';
import type {
  AsnLine, AsnPack, AsnRow, FeedRow, HoldRow, LocationRow, LpnRow, OrderRow, PartRow, QuantRow,
  Scope, ShipmentRow, SiteRow, TaskRow,
} from './rows.ts';
import { may_serve, may_substitute } from './supersession.ts';
import { surplus } from './tolerance.ts';
import type { Served, Substitute, Supersession } from './supersession.ts';

type Tables = {
  site: Map<string, SiteRow>; part: Map<string, PartRow>; location: Map<string, LocationRow>;
  asn: Map<string, AsnRow>; order: Map<string, OrderRow>; task: Map<string, TaskRow>;
  shipment: Map<string, ShipmentRow>; substitute: Map<string, Substitute>;
  authorization: Map<string, AuthorizationRow>; core_deposit: Map<string, DepositRow>;
  core_group: Map<string, GroupRow>; checklist: Map<string, ChecklistRow>;
  claim: Map<string, ClaimRow>; reman_order: Map<string, RemanOrderRow>;
  carton_size: Map<string, CartonRow>;
  customer: Map<string, CustomerRow>;
};

type Row = Pick<FeedRow, 'topic' | 'key' | 'body'>;

/**
 * The checkpoint, indexed once and kept up by deltas: a site of 50,000 parts takes a handheld two
 * seconds to index, a pulled change must not. `names` finds parts by number, alias and GTIN.
 */
export class Checkpoint {
  version: number;
  readonly tables: Tables = {
    site: new Map(), part: new Map(), location: new Map(), asn: new Map(), order: new Map(),
    task: new Map(), shipment: new Map(), substitute: new Map(), authorization: new Map(),
    core_deposit: new Map(), core_group: new Map(), checklist: new Map(), claim: new Map(),
    reman_order: new Map(), carton_size: new Map(), customer: new Map(),
  };
  readonly chains = new Chains();
  readonly assemblies = new Assemblies();
  readonly stock = new Layer();
  readonly names = new Map<string, Set<string>>();
  readonly packs = new Map<string, { asn: AsnRow; pack: AsnPack }>();
  readonly #bodies = new Map<string, unknown>();

  constructor(rows: Iterable<Row>, version: number) {
    this.version = version;
    this.apply(rows, version);
  }

  /** Takes rows as they came; `body: null` means gone. Views made before must be made anew. */
  apply(rows: Iterable<Row>, version: number): void {
    this.version = version;
    for (const row of rows) {
      const name = `${row.topic}|${row.key}`;
      const before = this.#bodies.get(name);
      if (before !== undefined) this.#drop(row, before);
      if (row.body === null) {
        this.#bodies.delete(name);
      } else {
        this.#bodies.set(name, row.body);
        this.#take(row);
      }
    }
  }

  #take(row: Row): void {
    if (row.topic in this.tables) {
      const table = this.tables[row.topic as keyof Tables] as Map<string, unknown>;
      table.set(row.key, row.body);
    }
    if (row.topic === 'part') this.#name(row.body as PartRow);
    else if (row.topic === 'quant') this.stock.put(quant_of(row.body as QuantRow));
    else if (row.topic === 'lpn') this.stock.stand(row.body as LpnRow);
    else if (row.topic === 'hold') this.stock.holds.set(row.key, row.body as HoldRow);
    else if (row.topic === 'asn') this.#announce(row.body as AsnRow);
    else if (row.topic === 'assembly') this.assemblies.file(row.body as AssemblyRow);
    else if (row.topic === 'supersession') this.chains.file(row.body as Supersession);
  }

  #drop(row: Row, before: unknown): void {
    if (row.topic in this.tables) this.tables[row.topic as keyof Tables].delete(row.key);
    if (row.topic === 'part') this.#unname(before as PartRow);
    else if (row.topic === 'quant') this.stock.remove(quant_of(before as QuantRow));
    else if (row.topic === 'lpn') this.stock.leave(before as LpnRow);
    else if (row.topic === 'hold') this.stock.holds.delete(row.key);
    else if (row.topic === 'asn') this.#withdraw(before as AsnRow);
    else if (row.topic === 'assembly') this.assemblies.unfile(before as AssemblyRow);
    else if (row.topic === 'supersession') this.chains.unfile(before as Supersession);
  }

  #name(part: PartRow): void {
    this.chains.tell(part);
    for (const key of names_of(part)) {
      const found = this.names.get(key);
      if (found === undefined) this.names.set(key, new Set([part.part]));
      else found.add(part.part);
    }
  }

  #unname(part: PartRow): void {
    this.chains.untell(part);
    for (const key of names_of(part)) this.names.get(key)?.delete(part.part);
  }

  #announce(asn: AsnRow): void {
    for (const pack of asn.packs) {
      if (pack.lpn !== null) this.packs.set(pack.lpn, { asn, pack });
    }
  }

  #withdraw(asn: AsnRow): void {
    for (const pack of asn.packs) {
      if (pack.lpn === null || this.packs.get(pack.lpn)?.asn.asn !== asn.asn) continue;
      this.packs.delete(pack.lpn);
    }
  }
}

function names_of(part: PartRow): string[] {
  const gtins = part.packs.map((pack) => pack.gtin).filter((gtin) => gtin !== null);
  return [part.part, ...part.aliases, ...gtins].map((name) => name.toUpperCase());
}

function quant_of(row: QuantRow): Quant {
  return {
    ...row, lot: row.lot ?? '', serial: row.serial ?? '', suppliers: row.suppliers ?? [],
    receipts: row.receipts ?? [],
  };
}

export type Announced = { asn: AsnRow; pack: AsnPack };

export class View {
  readonly checkpoint: Checkpoint;
  readonly books: Books;
  readonly told: readonly Told[];
  readonly past: readonly Told[];
  /** What the checkpoint holds as done and this device has undone since. */
  readonly undone: readonly Bodies['undo'][];

  /**
   * `books` (left out: empty) holds all that was told before `news`. `past` is what this device
   * told that the checkpoint holds already: no stock follows from it, only what belongs to what.
   * What was undone is in neither, and neither is its undo, but for that of what the checkpoint
   * still holds as done.
   */
  constructor(
    checkpoint: Checkpoint, told: readonly Told[] = [], books?: Books, news = told,
    past: readonly Told[] = [],
  ) {
    this.checkpoint = checkpoint;
    const undone = new Set([...past, ...told].flatMap((op) =>
      (op.kind === 'undo' ? op.body.undoes : [])));
    this.past = still(past, undone);
    this.told = still(told, undone);
    this.undone = this.told.flatMap((op) => (op.kind === 'undo' ? op.body : []));
    this.books = books?.copy() ?? new Books(checkpoint.stock);
    for (const op of news) this.books.apply(op);
  }

  /** The view after these operations too. */
  with_ops(ops: readonly Told[]): View {
    if (ops.length === 0) return this;
    return new View(this.checkpoint, [...this.told, ...ops], this.books, ops, this.past);
  }

  get version(): number { return this.checkpoint.version; }

  part(number: string): PartRow | null { return this.checkpoint.tables.part.get(number) ?? null; }

  /** Parts that carry this name: number, alias, supplier's number or GTIN (14 digits or less). */
  parts_named(name: string): PartRow[] {
    const key = name.toUpperCase();
    const stripped = key.replace(/^0+/, '');
    const found = new Set([
      ...(this.checkpoint.names.get(key) ?? []), ...(this.checkpoint.names.get(stripped) ?? []),
    ]);
    return [...found].sort().map((number) => this.part(number)!);
  }

  /** PK7, RC8: what may be given for a part on a day, in the order of the promise. */
  may_serve(ordered: string, on_day: string, fits?: ReadonlySet<string>): Served[] {
    const { links, parts } = this.checkpoint.chains.around(ordered);
    return may_serve(links, ordered, on_day, fits, this.#critical(parts));
  }

  /** PK8: substitutes that were approved for a customer, as far as this device was told. */
  may_substitute(ordered: string, customer: string): Substitute[] {
    const approved = [...this.checkpoint.tables.substitute.values()]
      .filter((one) => one.for_part === ordered);
    const safety = this.#critical([ordered, ...approved.map((one) => one.part)]);
    return may_substitute(approved, ordered, customer, safety);
  }

  #critical(parts: Iterable<string>): ReadonlySet<string> {
    return new Set([...parts].filter((number) => this.part(number)?.critical === 'safety'));
  }

  location(code: string): LocationRow | null {
    return this.checkpoint.tables.location.get(code) ?? null;
  }

  asn(id: string): AsnRow | null { return this.checkpoint.tables.asn.get(id) ?? null; }
  asns(): AsnRow[] { return [...this.checkpoint.tables.asn.values()]; }
  announced(lpn: string): Announced | null { return this.checkpoint.packs.get(lpn) ?? null; }
  order(id: string): OrderRow | null { return this.checkpoint.tables.order.get(id) ?? null; }
  orders(): OrderRow[] { return [...this.checkpoint.tables.order.values()]; }
  shipments(): ShipmentRow[] { return [...this.checkpoint.tables.shipment.values()]; }

  /** Open tasks of a kind that this device has not done meanwhile. */
  tasks(kind: string): TaskRow[] {
    const done = new Set(this.told.map((op) => (op.body as { task?: string | null }).task));
    return [...this.checkpoint.tables.task.values()]
      .filter((task) => task.kind === kind && task.state === 'open' && !done.has(task.task));
  }

  /** Whether goods come back under this name: an authorization, a claim, a core tag, an order. */
  is_return_paper(id: string): boolean {
    const { authorization, claim, core_deposit, reman_order } = this.checkpoint.tables;
    return authorization.has(id) || claim.has(id) || reman_order.has(id)
      || [...core_deposit.values()].some((one) => one.tag === id);
  }

  plate(lpn: string): LpnRow | null { return this.books.plate(lpn); }
  in_holder(holder: string): Quant[] { return this.books.read('by_holder', holder); }
  of_part(part: string): Quant[] { return this.books.read('by_part', part); }
  of_serial(serial: string): Quant[] { return this.books.read('by_serial', serial); }

  /** Plates around a holder and the location where the outermost stands. */
  place(holder: string): { plates: string[]; location: string | null } {
    return place_of(this.books, holder);
  }

  /** All stock in a plate, the plates inside it included. */
  content(lpn: string): Quant[] {
    const inside = this.books.plates_at(plate_holder(lpn));
    const own = this.in_holder(plate_holder(lpn));
    return [...own, ...inside.flatMap((inner) => this.content(inner))];
  }

  unit(quant: Quant): Unit {
    const { plates, location } = this.place(quant.holder);
    return {
      part: quant.part, lot: quant.lot, serial: quant.serial, suppliers: quant.suppliers,
      receipts: quant.receipts, plates, location,
    };
  }

  /** The hold that covers this stock, or null: placed ones, and those that a receipt brings. */
  hold_on(quant: Quant): HoldRow | null {
    return hold_on(this.books.holds(), this.unit(quant)) ?? this.#foreseen(quant);
  }

  /** A line announced "on hold" is held from the moment its receipt was told, hold row or not. */
  #foreseen(quant: Quant): HoldRow | null {
    for (const op of this.told) {
      const back = came_back(op);
      if (back !== null && this.place(quant.holder).plates.includes(back.lpn)) {
        return foreseen(op, back.reason, { lpn: back.lpn });
      }
      if (op.kind === 'receipt_differs' && this.#is_surplus(op.body, quant)) {
        const { holder } = op.body;
        return foreseen(op, 'surplus', { part: quant.part, ...(is_plate(holder)
          ? { lpn: plate_of(holder) } : { location: holder }) });
      }
      if (op.kind !== 'receipt' || !quant.receipts.includes(op.body.receipt)) continue;
      const { receipt, lpn, paper, aside } = op.body;
      const beside = aside && this.place(quant.holder).plates.includes(lpn);
      if (paper || beside) {
        return foreseen(op, beside ? aside : 'awaiting_paper', beside ? { lpn } : { receipt });
      }
      const packs = [this.announced(op.body.lpn)?.pack ?? this.asn(op.body.asn ?? '')?.packs ?? []];
      const line = packs.flat().flatMap((pack) => pack.lines).find((l) => l.part === quant.part);
      if (!line?.hold) continue;
      return foreseen(op, hold_reason(line), { part: quant.part, receipt });
    }
    return null;
  }

  /** More of these goods than the site takes without somebody's word (RC4). */
  #is_surplus(body: Bodies['receipt_differs'], quant: Quant): boolean {
    const { holder, part, told, found } = body;
    const percent = setting(this, 'receive.over_percent');
    return holder === quant.holder && part === quant.part
      && surplus(told, found, percent, setting(this, 'receive.over_units')) > 0;
  }

  /** Units picked for a line: the server's, plus this device's since. */
  picked(order: string, line: number): number {
    const row = this.order(order)?.lines.find((l) => l.line === line);
    let picked = row?.picked ?? 0;
    for (const op of this.told) {
      if (op.kind !== 'pick' || op.body.order !== order || op.body.line !== line) continue;
      picked += units(op.body.lines);
    }
    for (const body of this.undone) {
      if (body.order === order && body.line === line) picked -= units(body.lines);
    }
    return Math.max(picked, 0);
  }

  /** Units still owed on a line, never below zero. */
  owed(order: string, line: number): number {
    const row = this.order(order)?.lines.find((l) => l.line === line);
    return row === undefined ? 0 : Math.max(row.quantity - this.picked(order, line), 0);
  }

  /** Whether an announced plate has been received, by anybody that this device knows of. */
  received(lpn: string): boolean {
    const told = this.told.some((op) => op.kind === 'receipt' && op.body.lpn === lpn);
    return told || this.plate(lpn)?.place != null;
  }
}

/** What came from a customer waits on its plate until the server has said what it is; whatever that
 * will be, nobody sells it before. */
function came_back(op: Told): { lpn: string; reason: string } | null {
  if (op.kind === 'core_receipt') return { lpn: op.body.lpn, reason: 'core' };
  if (op.kind !== 'return_receipt') return null;
  const { lpn, danger, kind } = op.body;
  const reason = kind === 'warranty' ? 'warranty_keep' : 'return_inspection';
  return { lpn, reason: danger === null ? reason : 'hazard_return' };
}

const foreseen = (op: Told, reason: string, over: Partial<Scope>): HoldRow => ({
  hold: '', scope: scope(over), reason, note: '', placed_at: op.captured_at, placed_by: op.actor,
  state: 'open',
});
const units = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + line.quantity, 0);

/** What of these still stands: an undo goes with what it undoes, where that is among them. */
function still(told: readonly Told[], undone: ReadonlySet<string>): readonly Told[] {
  const gone = new Set(told.map((op) => op.op_id));
  return told.filter((op) => (op.kind !== 'undo' ? !undone.has(op.op_id!)
    : !gone.has(op.body.undoes) && gone.add(op.body.undoes)));
}

/** The name of the reason why an announced line goes on hold. */
export function hold_reason(line: AsnLine): string {
  if (typeof line.hold === 'string') return line.hold;
  const given = line.hold as { reason?: unknown } | null;
  return typeof given?.reason === 'string' ? given.reason : 'first_delivery';
}
