// SPDX-License-Identifier: Apache-2.0
/** What stands on the station: the label in the making, the queue, and the question to answer. */
import { computed, effect, signal } from '@preact/signals';
import { randomName, signedOut, stage } from '../board/session.ts';
import { candidates, parse } from '../domain/barcode/index.ts';
import * as calls from './calls.ts';
import type { Data, Fault, Job, Printer, Template } from './calls.ts';

export const COPIES_MAX = 50;
const POLL_MS = 2_000;
const AWAY_MS = 10_000;
const QUIET_MS = 250; // after the last letter, before a preview is asked for

export const templates = signal<readonly Template[]>([]);
export const printers = signal<readonly Printer[]>([]);
export const jobs = signal<readonly Job[] | null>(null);
export const away = signal(false);

export const name = signal('location');
export const code = signal('');
export const data = signal<Data>({});
export const copies = signal(1);
export const printer = signal('');
export const shown = signal<Readonly<{ svg: string | null; fault: Fault | null }> | null>(null);
export const note = signal<Readonly<{ key: string; params: Record<string, string> }> | null>(null);
export const chosen = signal<string | null>(null);
export const busy = signal(false);
export const pdf = signal<string | null>(null); // where the browser would not open a window

export const template = computed(() => templates.value.find((one) => one.name === name.value));
export const filled = computed(() => (template.value?.fields ?? [])
  .every((field) => !field.required || (data.value[field.name] ?? '').trim() !== ''));
/** The oldest label of which nobody knows whether it came out. */
export const question = computed(() =>
  [...(jobs.value ?? [])].reverse().find((job) => job.state === 'uncertain') ?? null);

let key = randomName();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Templates and printers, once; then the queue for as long as somebody looks. */
export function watch(): void {
  effect(() => { if (stage.value === 'work') void begin(); });
  effect(() => {
    const wanted = { name: name.value, data: data.value, ready: filled.value };
    clearTimeout(quiet);
    if (!wanted.ready) { shown.value = null; return; }
    quiet = setTimeout(() => void show(wanted.name, wanted.data), QUIET_MS);
  });
  document.addEventListener('visibilitychange', () => void read());
}
let quiet: ReturnType<typeof setTimeout> | undefined;

async function begin(): Promise<void> {
  const [offered, known] = await Promise.all([calls.templates(), calls.printers()]);
  if (offered.ok) templates.value = offered.body.items;
  if (known.ok) printers.value = known.body.items;
  printer.value ||= printers.value[0]?.name ?? '';
  await read();
}

/** Reads the queue now, and again soon. */
export async function read(): Promise<void> {
  clearTimeout(timer);
  if (stage.value !== 'work' || document.hidden) return;
  const answer = await calls.jobs();
  if (!answer.ok && answer.why === 'refused') return signedOut();
  away.value = !answer.ok;
  if (answer.ok) jobs.value = answer.body.items;
  timer = setTimeout(() => void read(), answer.ok ? POLL_MS : AWAY_MS);
}

async function show(of: string, given: Data): Promise<void> {
  const answer = await calls.preview(of, given);
  if (of !== name.value || given !== data.value) return; // typed on meanwhile
  if (answer.ok) shown.value = answer.body;
}

/** Another template; what was typed for the last one is forgotten. */
export function choose(next: string): void {
  name.value = next;
  data.value = {};
  note.value = null;
  if (code.value) void fill();
}

export function set(field: string, value: string): void {
  data.value = { ...data.value, [field]: value };
  key = randomName();
}

/** Fills the label from the books, for the code that was scanned or typed. */
export async function fill(): Promise<void> {
  const typed = code.value.trim();
  if (!typed) return;
  const answer = await calls.facts(name.value, typed);
  if (!answer.ok) { away.value = answer.why === 'unreachable'; return; }
  const { code: plain, data: found } = answer.body;
  code.value = plain;
  key = randomName();
  data.value = found ?? { [template.value?.identity ?? 'code']: plain };
  note.value = found ? null : { key: 'station.not_in_books', params: { code: plain } };
}

const TEMPLATE_OF: Readonly<Record<string, string>> = {
  location: 'location', part: 'part', gtin: 'part_gtin', lpn: 'lpn', tote: 'lpn', sscc: 'sscc',
};

/** A scan answers the question that is open, or begins a label of what was scanned. */
export async function scanned(raw: string): Promise<void> {
  const found = candidates(parse(raw), new Date().getFullYear());
  const first = found[0];
  const plain = first && first.as !== 'quantity' ? first.value : raw;
  const asked = (jobs.value ?? []).find((job) => job.identity === plain
    && (job.state === 'uncertain' || job.state === 'sent'));
  if (asked) return void act(asked, 'confirm', { scan: raw });
  const next = TEMPLATE_OF[first?.as ?? ''];
  if (next) name.value = next;
  code.value = plain;
  await fill();
}

/** Queues the label. Pressing twice is one label. */
export async function print(): Promise<void> {
  await queue(name.value, data.value, copies.value, key);
}

/** One label that nobody takes for a real one. */
export async function testPrint(): Promise<void> {
  await queue('lpn', { lpn: 'TEST-0001', content: 'TEST PRINT' }, 1, randomName());
}

async function queue(of: string, given: Data, n: number, request_key: string): Promise<void> {
  busy.value = true;
  note.value = null;
  const answer = await calls.print({
    template: of, data: given, printer: printer.value, copies: n, request_key,
  });
  busy.value = false;
  await after(answer);
}

type Answer = Awaited<ReturnType<typeof calls.print>>;

async function after(answer: Answer): Promise<void> {
  if (!answer.ok) {
    note.value = { key: 'station.no_answer', params: {} };
    return;
  }
  const { job, fault } = answer.body;
  if (fault) note.value = { key: 'station.fault', params: { detail: fault.detail } };
  else key = randomName();
  if (job?.kind === 'browser' && job.state === 'queued') await handOver(job);
  await read();
}

/** Takes a browser's label into this window, and opens its PDF. */
export async function handOver(job: Job): Promise<void> {
  const answer = await calls.act(job, 'hand_over');
  if (!answer.ok || answer.body.fault) return;
  const opened = window.open(calls.contentOf(job), '_blank');
  pdf.value = opened ? null : calls.contentOf(job);
}

/** Something that a person says about a job. */
export async function act(job: Job, verb: string, given: object = {}): Promise<void> {
  busy.value = true;
  const answer = await calls.act(job, verb, given);
  busy.value = false;
  await after(answer);
  if (verb === 'not_there') chosen.value = job.id;
}

export async function reprint(job: Job, reason: string): Promise<void> {
  await act(job, 'reprint', { reason, request_key: `${job.id}:${job.copy_no + 1}` });
}
