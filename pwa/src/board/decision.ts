// SPDX-License-Identifier: Apache-2.0
/** What a decision is: its name, what it does to goods, order, hold and ERP, what it asks. */
import type { Draft, PhotoSubject } from '../domain/operation.ts';

type Params = Readonly<Record<string, string | number>>;
export type Words = Readonly<{ key: string; params: Params }>;
export type Ask = Readonly<{
  name: 'reason' | 'cause'; choices: readonly string[]; // words: board.reason.<choice>
  note?: boolean; // a person may add words of their own
  words?: string; // where the choices' words are, else board.reason
}>;
/** Something else that has to be said; with `choices` one of them, else a text. */
export type Field = Readonly<{
  name: string; label: Words; choices?: readonly Readonly<{ value: string; say: Words }>[];
  starts?: string; // said already until somebody says otherwise
  type?: 'date' | 'whole' | 'secret' | 'sign'; // else a text; sign: a photo of a signature
  of?: PhotoSubject; // what is signed
  needed?: boolean; // said beside its name
  half?: boolean; // beside the next one
  empty?: Words; // what no choice means, where it means something
  fits: (value: string, more: More) => boolean;
  wrong?: (value: string, more: More) => Words | null; // why what was typed does not fit
  part?: boolean; // the number of a part: said where the catalogue has no such one, and goes on
}>;
export type More = Readonly<Record<string, string>>;
export type Given = Readonly<{ why: string; qualify: boolean; note?: string; more?: More }>;
export type Decision = Readonly<{
  id: string; title: Words; button: Words; mark: 'hold' | null;
  effects: readonly Readonly<{
    on: 'goods' | 'order' | 'hold' | 'erp' | 'later'; say: Words;
    odd?: boolean; // nobody expects it: shown so that it is not read over
  }>[];
  ask: Ask | null;
  fields?: readonly Field[];
  qualify: Words | null; // one more consequence that a person may add
  stopped?: readonly string[]; // holds that will decline it: it does not look as if it would go
  draft: (given: Given) => Draft;
}>;

export const say = (key: string, params: Params = {}): Words => ({ key, params });
