// SPDX-License-Identifier: Apache-2.0
/** What the label station asks of the server. */
import { call } from '../state/api.ts';

export type Template = Readonly<{
  name: string; version: number; title: string; width_um: number; height_um: number;
  identity: string; sample: Readonly<Record<string, string>>;
  fields: readonly Readonly<{ name: string; required: boolean; length_max: number }>[];
}>;
export type Printer = Readonly<{ name: string; kind: string; format: string; dpi: number }>;
export type State = 'queued' | 'claimed' | 'sending' | 'sent' | 'confirmed' | 'uncertain'
  | 'failed_before_send' | 'cancelled';
export type Job = Readonly<{
  id: string; state: State; printer: string; kind: string; template: string; identity: string;
  copy_no: number; reason: string; detail: string; attempt: number; requested_by: string;
  created_at: string;
}>;
/** `field`: the one to put right, '' where it is no single one. */
export type Fault = Readonly<{ code: string; element: string; detail: string; field: string }>;
export type Done = Readonly<{ job: Job | null; fault: Fault | null }>;
export type Data = Readonly<Record<string, string>>;

const API = '/api/v1';
/** Jobs of one look: a shift's worth at one station; older ones are asked for. */
export const JOBS = 40;
export const JOBS_MAX = 500; // the longest page that the server gives

export const templates = () => call<{ items: Template[] }>('GET', `${API}/labels/templates`);
export const printers = () => call<{ items: Printer[] }>('GET', `${API}/printers`);
export const jobs = (limit: number) =>
  call<{ items: Job[]; next: string | null }>('GET', `${API}/labels/jobs?limit=${limit}`);
export const preview = (template: string, data: Data) =>
  call<{ svg: string | null; fault: Fault | null }>('POST', `${API}/labels/preview`,
    { template, data });
export const facts = (template: string, code: string) =>
  call<{ code: string; data: Data | null }>('GET',
    `${API}/labels/data?${new URLSearchParams({ template, code })}`);
export const print = (wanted: {
  template: string; data: Data; printer: string; copies: number; request_key: string;
}) => call<Done>('POST', `${API}/labels/jobs`, wanted);
export const act = (job: Job, verb: string, given: object = {}) =>
  call<Done>('POST', `${API}/labels/jobs/${job.id}/${verb}`, given);
export const contentOf = (job: Job): string => `${API}/labels/jobs/${job.id}/content`;
