// SPDX-License-Identifier: Apache-2.0
/**
 * What a screen shows and what a person can answer: the whole contract between flow and pixels.
 *
 * A `Step` is plain JSON. It holds codes, numbers and message keys, never words: the words live in
 * `pwa/messages/`. `keys.ts` lists every key that can occur. Rendering the same flow state over the
 * same view gives the same `Step`, so a killed tab comes back to the same question.
 */

export const FLOWS = [
  'receive', 'putaway', 'count', 'pick', 'pack', 'load', 'hold', 'lookup', 'photo', 'undo',
  'returns', 'reman', 'move', 'inspect', 'assembly',
] as const;
export type FlowName = (typeof FLOWS)[number];

export type Params = Readonly<Record<string, string | number>>;
/** A message: its key in `pwa/messages/`, and what is put into it. */
export type Text = Readonly<{ key: string; params: Params }>;

/** What the four corner brackets stand around; `choice`, `quantity` want a tap, `none` nothing. */
export type Aim =
  | 'location' | 'part' | 'serial' | 'lot' | 'lpn' | 'tote' | 'document' | 'any'
  | 'quantity' | 'choice' | 'none';

/** A place drawn as the label on its shelf. `zone`, `level`, `confirm` are '' where not known. */
export type Plate = Readonly<{ location: string; zone: string; level: string; confirm: string }>;

/** One row of the ladder. `value` is a code or number as printed; `small` explains it. */
export type Fact = Readonly<{
  name: string; // place | part | quantity | target | lot | serial | lpn | order | supplier ...
  label: Text;
  value: string;
  unit: Text | null;
  small: string | null; // plain data, such as a part's description
  plate: Plate | null;
  done: boolean;
  current: boolean;
}>;

export type Mark =
  | Readonly<{ kind: 'vor' }>
  | Readonly<{ kind: 'hold' }>
  | Readonly<{ kind: 'safety' }>
  | Readonly<{ kind: 'haz'; hazard_class: string; un: string }>;

export type Icon =
  | 'short' | 'damaged' | 'over' | 'search' | 'skip' | 'undo' | 'lock' | 'empty' | 'list'
  | 'other' | 'done' | 'plus' | 'keyboard' | 'camera';

/** A side door: at most six. */
export type Offer = Readonly<{ id: string; label: Text; icon: Icon }>;

/** Something to choose from a list, or the carton that may as well be scanned. */
export type Choice = Readonly<{
  id: string; // comes back in {type: 'choose', id}
  label: Text;
  small: Text | null;
  plate: Plate | null;
  marks: readonly Mark[];
  done: boolean;
  chosen: boolean;
}>;

/** The running list of what was scanned; `total` is null in a blind count. */
export type RunningList = Readonly<{
  label: Text;
  rows: readonly Readonly<{ code: string; small: string | Text | null; removable: boolean }>[];
  total: number | null; // wanted; rows.length of total, the gap stays visible
  part: string | null;
  description: string | null;
}>;

/** A number to give. `expected` is null in a blind count, and `value` is never pre-filled. */
export type QuantityAsk = Readonly<{
  value: number | null;
  expected: number | null;
  unit: Text;
  max: number; // the pad refuses more: a scanned number is never a quantity
  scale?: number; // of a measured value: how many of its digits stand behind the point
}>;

/** Reasons from below while the step stays visible above. */
export type Sheet = Readonly<{
  id: string;
  title: Text;
  note: Text | null; // the consequence, in one sentence
  quantity: QuantityAsk | null;
  choices: readonly Choice[];
  primary: Readonly<{ label: Text; enabled: boolean }> | null; // sends {type: 'confirm'}
}>;

/** Full-width band. It stays until the next scan; the next question is already below it. */
export type Band = Readonly<{
  tone: 'good' | 'attn' | 'hold' | 'off';
  title: Text;
  note: Text | null;
  code: string | null; // the code it speaks of, as printed
}>;

/** Full red: nothing recorded. Closes by the right scan or by {type: 'acknowledge'}. */
export type Stop = Readonly<{
  code: string; // stop.<code>.title in the messages
  title: Text;
  note: Text;
  wanted: Readonly<{ code: string; small: string | null }> | null;
  scanned: Readonly<{ code: string; small: string | null }>;
  where: Plate | null; // where the scanned thing belongs
  where_code: string | null; // the same when it is a plate number or unknown to the map
  next: Text;
}>;

/** Hatch bands and lock: this unit is held. Closes like a stop. */
export type HoldStop = Readonly<{
  hold: string;
  part: string;
  unit: string; // serial, lot or plate
  why: Text;
  since: string | null; // ISO instant
  steps: readonly Readonly<{ text: Text; plate: Plate | null; code: string | null }>[];
}>;

/** What a finished flow did. `attn`: something of it is left to be done. */
export type Summary = Readonly<{ title: Text; facts: readonly Fact[]; attn?: boolean }>;

export type Step = Readonly<{
  flow: FlowName;
  state: string;
  title: Text;
  subtitle: Text | null;
  question: Text;
  aim: Aim;
  plate: Plate | null; // the place inside the aim, or the place where the person stands
  facts: readonly Fact[];
  why: readonly Text[]; // reasons for a directed place
  list: RunningList | null;
  choices: readonly Choice[];
  quantity: QuantityAsk | null;
  progress: Readonly<{ index: number; total: number }> | null; // index counts finished ones
  marks: readonly Mark[];
  offers: readonly Offer[];
  sheet: Sheet | null;
  confirm?: Text | null; // words of the do button where they depend on what was said
  band: Band | null;
  stop: Stop | null;
  hold: HoldStop | null;
  done: Summary | null;
}>;

export type Entry = 'wedge' | 'camera' | 'keyed' | 'tray';

/** A picture that this device keeps: its id, and what its bytes are. */
export type Picture = Readonly<{ id: string; hash: string; bytes: number; type: string }>;

/** Everything that a person can say to a step. */
export type Input =
  | Readonly<{ type: 'scan'; raw: string; entry: Entry; at: string }> // at: device clock, ISO ms Z
  | Readonly<{ type: 'offer'; id: string }>
  | Readonly<{ type: 'choose'; id: string }>
  | Readonly<{ type: 'quantity'; value: number }> // the pad's tick, or plus and minus in a sheet
  | Readonly<{ type: 'confirm' }> // the do button: primary of a sheet, or "as expected"
  | Readonly<{ type: 'remove'; code: string }> // a row of the running list
  | Readonly<{ type: 'acknowledge' }> // closes a stop or hold screen
  | Readonly<{ type: 'photo'; photo: Picture }> // taken, and kept on this device
  | Readonly<{ type: 'no_photo'; id: 'none' | 'full' | 'unreadable' }> // why there is none
  | Readonly<{ type: 'back' }>;

export type Feedback = 'good' | 'attention' | 'stop' | 'none';
