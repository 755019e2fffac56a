// SPDX-License-Identifier: Apache-2.0
/** What stands on the station: the label in the making, the queue, and the question to answer. */
import { computed, effect, signal } from '@preact/signals';
import { randomName, signedOut, stage } from '../board/session.ts';
import { named } from '../board/shown.ts';
import { t } from '../ui/words.ts';
import * as calls from './calls.ts';
import type { Data, Fault, Job, Printer, Template } from './calls.ts';
import { confirmedBy, readScan, type Scanned } from './confirming.ts';
import { wrongIn } from './wrong.ts';

export const COPIES_MAX = 50;
const POLL_MS = 2_000;
const AWAY_MS = 10_000;
const QUIET_MS = 250; // after the last letter, before a preview is asked for

export const templates = signal<readonly Template[]>([]);
export const printers = signal<readonly Printer[]>([]);
export const jobs = signal<readonly Job[] | null>(null);
export const away = signal(false);
export const older = signal(false); // there are jobs before the ones shown
const wanted = signal(calls.JOBS);

export const name = signal('location');
export const code = signal('');
export const data = signal<Data>({});
export const copies = signal(1);
export const printer = signal('');
type Shown = Readonly<{ svg: string | null; fault: Fault | null; of: string; given: Data }>;
export const shown = signal<Shown | null>(null);
export const note = signal<Readonly<{ key: string; params: Record<string, string> }> | null>(null);
/** A label that was asked for here, until a person has said what became of it. */
const asked = signal<string | null>(null);
const tested = signal<string | null>(null);
/** The print that the last scan confirmed, and what was scanned. */
export const confirmed = signal<Readonly<{ job: Job; read: Scanned }> | null>(null);
export const chosen = signal<string | null>(null);
export const busy = signal(false);
export const pdf = signal<string | null>(null); // where the browser would not open a window

export const template = computed(() => templates.value.find((one) => one.name === name.value));
export const filled = computed(() => (template.value?.fields ?? [])
  .every((field) => !field.required || (data.value[field.name] ?? '').trim() !== ''));
/** What is wrong with what was typed, by field, before the server is asked. */
export const wrong = computed(() => wrongIn(template.value?.fields ?? [], data.value));
/** The label as it stands in the form can be made: its picture is on the screen. */
export const printable = computed(() => shown.value?.svg != null
  && shown.value.of === name.value && shown.value.given === data.value);

const ANSWERED = ['confirmed', 'cancelled'];
const waitsFor = (id: string | null): Job | null =>
  (jobs.value ?? []).find((job) => job.id === id && !ANSWERED.includes(job.state)) ?? null;
/** The job of the last press: one press is one job until it is answered or the form changes. */
export const pressed = computed(() => waitsFor(asked.value));
export const testing = computed(() => waitsFor(tested.value));
/** The oldest label of which nobody knows whether it came out; else the one just asked for. */
export const question = computed(() =>
  [...(jobs.value ?? [])].reverse().find((job) => job.state === 'uncertain')
    ?? [pressed.value, testing.value].find((job) => job?.state === 'sent') ?? null);

let key = randomName();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Templates and printers, once; then the queue for as long as somebody looks. */
export function watch(): void {
  effect(() => { if (stage.value === 'work') void begin(); });
  effect(() => {
    const ready = filled.value && wrong.value.size === 0;
    const made = { name: name.value, data: data.value, ready };
    clearTimeout(quiet);
    if (!made.ready) { shown.value = null; return; }
    quiet = setTimeout(() => void show(made.name, made.data), QUIET_MS);
  });
  effect(() => {
    // Another label, printer or number of copies is another wish.
    void [name.value, data.value, copies.value, printer.value];
    key = randomName();
    asked.value = confirmed.value = null;
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
  const answer = await calls.jobs(wanted.value);
  if (!answer.ok && answer.why === 'refused') return signedOut();
  away.value = !answer.ok;
  if (answer.ok) {
    jobs.value = answer.body.items;
    older.value = answer.body.next !== null;
  }
  timer = setTimeout(() => void read(), answer.ok ? POLL_MS : AWAY_MS);
}

/** Shows older jobs, too, up to the longest page; what is older still is history. */
export async function readOlder(): Promise<void> {
  wanted.value = Math.min(wanted.value + calls.JOBS, calls.JOBS_MAX);
  await read();
}
export const atEnd = computed(() => wanted.value >= calls.JOBS_MAX);

async function show(of: string, given: Data): Promise<void> {
  const answer = await calls.preview(of, given);
  if (of !== name.value || given !== data.value) return; // typed on meanwhile
  away.value = !answer.ok && answer.why === 'unreachable';
  if (answer.ok) shown.value = { ...answer.body, of, given };
  else if (answer.why === 'refused') {
    const fault = { code: '', element: '', field: '', detail: t('station.refused') };
    shown.value = { svg: null, fault, of, given };
  }
}

/** Another template; what was looked up stays only if the books know it as such a thing too. */
export async function choose(next: string): Promise<void> {
  name.value = next;
  data.value = {};
  note.value = null;
  const typed = code.value.trim();
  code.value = '';
  const answer = typed ? await calls.facts(next, typed) : null;
  const untouched = name.value === next && !code.value && !Object.keys(data.value).length;
  if (!answer?.ok || !answer.body.data || !untouched) return;
  code.value = answer.body.code;
  data.value = answer.body.data;
}

export function set(field: string, value: string): void {
  data.value = { ...data.value, [field]: value };
}

/** Fills the label from the books, for the code that was scanned or typed. */
export async function fill(): Promise<void> {
  const typed = code.value.trim();
  if (!typed) return;
  const of = name.value;
  const answer = await calls.facts(of, typed);
  if (of !== name.value || typed !== code.value.trim()) return; // another wish meanwhile
  if (!answer.ok) { away.value = answer.why === 'unreachable'; return; }
  const { code: plain, data: found } = answer.body;
  code.value = plain;
  data.value = found ?? { [template.value?.identity ?? 'code']: plain };
  note.value = found ? null : { key: 'station.not_in_books', params: { code: plain } };
}

/**
 * The symbol of a label that waits for it confirms that print. A worn label on a shelf has the same
 * symbol, so the screen says which print it was, and a tap goes on to a new one. Everything else,
 * and a plain code that somebody typed, begins a label.
 */
export async function scanned(raw: string): Promise<void> {
  const read = readScan(raw, new Date().getFullYear());
  const job = confirmedBy(read, jobs.value ?? []);
  if (!job) return make(read);
  confirmed.value = null;
  if (await act(job, 'confirm', { scan: raw })) confirmed.value = { job, read };
}

/** Begins a label of what was scanned. */
export async function make(read: Scanned): Promise<void> {
  confirmed.value = null;
  if (read.template) name.value = read.template;
  code.value = read.code;
  await fill();
}

/** Queues the label. Pressing twice is one label, until somebody has said what became of it. */
export async function print(): Promise<void> {
  if (busy.value || pressed.value || !printable.value) return;
  if (asked.value !== null) key = randomName(); // the last one is answered: this is a new wish
  const mine = key;
  const job = await queue(name.value, data.value, copies.value, mine);
  if (job && mine === key) asked.value = job.id;
}

/** One label that nobody takes for a real one. */
export async function testPrint(): Promise<void> {
  if (busy.value || testing.value) return;
  const job = await queue('lpn', { lpn: 'TEST-0001', content: 'TEST PRINT' }, 1, randomName());
  tested.value = job?.id ?? null;
}

async function queue(
  of: string, given: Data, n: number, request_key: string,
): Promise<Job | null> {
  busy.value = true;
  note.value = null;
  const answer = await calls.print({
    template: of, data: given, printer: printer.value, copies: n, request_key,
  });
  await after(answer);
  busy.value = false; // only when the queue on the screen has it
  return answer.ok ? answer.body.job : null;
}

type Answer = Awaited<ReturnType<typeof calls.print>>;

async function after(answer: Answer): Promise<void> {
  if (!answer.ok) {
    note.value = { key: 'station.no_answer', params: {} };
    return;
  }
  const { job, fault } = answer.body;
  if (fault) note.value = { key: 'station.fault', params: { detail: faultText(fault) } };
  if (job?.kind === 'browser' && job.state === 'queued') await handOver(job);
  await read();
}

/** What is wrong, with the name of the field that has it. */
export function faultText(fault: Fault): string {
  return fault.field ? t('station.fault.field', {
    field: named('station.field', fault.field), detail: fault.detail,
  }) : fault.detail;
}

/** Takes a browser's label into this window, and opens its PDF. */
export async function handOver(job: Job): Promise<void> {
  const answer = await calls.act(job, 'hand_over');
  if (!answer.ok || answer.body.fault) return;
  const opened = window.open(calls.contentOf(job), '_blank');
  pdf.value = opened ? null : calls.contentOf(job);
}

/** Something that a person says about a job; true if the server took it. */
export async function act(job: Job, verb: string, given: object = {}): Promise<boolean> {
  busy.value = true;
  const answer = await calls.act(job, verb, given);
  busy.value = false;
  await after(answer);
  if (verb === 'not_there') chosen.value = job.id;
  return answer.ok && answer.body.job !== null;
}

export async function reprint(job: Job, reason: string): Promise<void> {
  await act(job, 'reprint', { reason, request_key: `${job.id}:${job.copy_no + 1}` });
}
