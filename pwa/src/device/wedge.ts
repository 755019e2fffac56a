// SPDX-License-Identifier: Apache-2.0
/**
 * The keyboard wedge: a scanner that types. Its characters come as key events, as text that an
 * input method commits, or as a mixture of both; one buffer takes all of it.
 *
 * A scan ends with Enter, Tab, CR or LF. A scanner may be set to send none of them: then silence
 * ends it, if the characters came as fast as a scanner sends them and nothing has followed for as
 * long as makes a new beginning. A cold scan pauses at a separator, but not for so long.
 */

export const GS = '\u001d';
/** Characters that come later than this after the last are a new beginning: stray typing. */
export const STRAY_MS = 500;
/** No symbol on a floor is shorter; a single key with Enter is a person. */
export const LENGTH_MIN = 2;

/** Where a quantity is asked, digits may be a person's: so many at most, and not this close. */
export const TYPED_MAX = 5; // digits of the largest quantity (flow/pieces.ts, QUANTITY_MAX)
export const SCAN_GAP_MS = 50; // between two characters of a scanner; nobody types so fast
export const SCAN_MIN = 4; // characters of a symbol that is digits alone

/** Whether digits before an Enter are a scan: too many for a number, or as fast as a scanner. */
export function is_symbol(text: string, fast: boolean): boolean {
  return /\D/.test(text) || text.length > TYPED_MAX || (fast && text.length >= SCAN_MIN);
}

export type WedgeProfile = Readonly<{
  gs_key: string | null; // a key that this device sends for GS, such as F8
  idle_ms: number | null; // silence that ends a scan without terminator, at least 300; null: never
}>;
export const WEDGE: WedgeProfile = { gs_key: 'F8', idle_ms: STRAY_MS };
/** A terminator that comes later than the silence is that of the scan which the silence ended. */
export const LATE_MS = 1500;

/** `held`: the key is held down and repeats; no scanner does that. */
export type Key = Readonly<{
  key: string; ctrl: boolean; meta: boolean; at: number; held?: boolean;
}>;
/** `take`: the event is ours, prevent its default so that it cannot arrive twice. */
export type Heard = Readonly<{ take: boolean; scans: readonly string[] }>;

const NOTHING: Heard = { take: false, scans: [] };

/** The pure core: characters in, scans out. Time comes with every event, in ms. */
export class WedgeBuffer {
  readonly #profile: WedgeProfile;
  #text = '';
  #at = 0;
  #fast = true; // no two characters further apart than a scanner sends them
  #by_keys = true; // what an input method commits is no person at a pad of keys
  #ended = -Infinity; // when silence ended a scan

  constructor(profile: WedgeProfile = WEDGE) {
    this.#profile = profile;
  }

  /**
   * A keydown. Alt is not looked at: some firmware sets it on every key it sends. `pad`: a number
   * is asked, and digits that a person types before Enter are left to whoever asks.
   */
  key(event: Key, pad = false): Heard {
    const { key } = event;
    if (key === 'Backspace') { // a person's: no scanner sends it
      this.#text = '';
      return NOTHING;
    }
    const late = this.#text === '' && event.at - this.#ended <= LATE_MS;
    if (late && (key === 'Enter' || key === 'Tab')) {
      this.#ended = -Infinity;
      return { take: true, scans: [] };
    }
    if (key === 'Enter' && pad && this.#by_keys && !is_symbol(this.#text, this.#fast)) {
      this.#text = '';
      return NOTHING;
    }
    if (key === 'Enter' || key === 'Tab') return this.#end(key === 'Tab');
    if (key === GS || key === this.#profile.gs_key || (event.ctrl && key === ']')) {
      return this.#add(GS, event.at);
    }
    const printable = [...key].length === 1 && !event.ctrl && !event.meta;
    if (!printable) return NOTHING; // Unidentified: the text comes as text
    const heard = this.#add(key, event.at);
    if (event.held) this.#fast = false;
    return heard;
  }

  /** What is collected came as text: no person at a pad of keys typed it. */
  get committed(): boolean {
    return this.#text !== '' && !this.#by_keys;
  }

  /** Text that an input method committed: a character, a whole scan, or several with ends. */
  text(text: string, at: number): Heard {
    const pieces = text.split(/[\r\n\t]+/);
    const scans: string[] = [];
    pieces.forEach((piece, n) => {
      if (piece !== '') {
        this.#add(piece, at);
        this.#by_keys = false;
      }
      if (n < pieces.length - 1) scans.push(...this.#end(false).scans);
    });
    return { take: true, scans };
  }

  /**
   * Asked after `idle_ms` without any event; ends a scan of a device that sends no terminator. What
   * came slower, or is too short to tell, was typed by a person and waits for its Enter.
   */
  idle(at: number): Heard {
    const { idle_ms } = this.#profile;
    if (idle_ms === null || at - this.#at < idle_ms) return NOTHING;
    if (!this.#fast || this.#text.length < SCAN_MIN) return NOTHING;
    this.#ended = at;
    return this.#end(false);
  }

  #add(characters: string, at: number): Heard {
    if (this.#text !== '' && at - this.#at > STRAY_MS) this.#text = '';
    if (this.#text === '') this.#fast = this.#by_keys = true;
    else this.#fast &&= at - this.#at <= SCAN_GAP_MS;
    this.#text += characters;
    this.#at = at;
    return { take: true, scans: [] };
  }

  /** Enter with nothing before it is a person's key and stays one. */
  #end(tab: boolean): Heard {
    const text = this.#text;
    this.#text = '';
    if (text === '') return NOTHING;
    if (text.length < LENGTH_MIN) return { take: !tab, scans: [] };
    return { take: true, scans: [text] };
  }
}

const FIELDS = 'input:not([data-scan-sink]), textarea, select, [contenteditable="true"]';
/** A part of the page that takes the keyboard itself while it is there. */
const KEYS = '[data-keys]';
/** A number is asked on the page: digits may be a person's. */
const PAD = '[data-pad]';

/**
 * Listens on a page. `sink` is a permanent `<input inputmode="none" data-scan-sink>`: never
 * `readonly`, which cuts the input connection of some scanners. Returns what undoes it.
 */
export function listen_wedge(
  page: Document, sink: HTMLInputElement, on_scan: (raw: string) => void,
  profile: WedgeProfile = WEDGE,
): () => void {
  const buffer = new WedgeBuffer(profile);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = (found: Heard, event: Event): void => {
    if (found.take) event.preventDefault();
    for (const raw of found.scans) on_scan(raw);
    clearTimeout(timer);
    if (profile.idle_ms !== null) {
      timer = setTimeout(() => buffer.idle(performance.now()).scans.forEach(on_scan),
        profile.idle_ms);
    }
  };
  const in_field = (): boolean => page.activeElement?.matches(FIELDS) ?? false;
  const focus = (): void => { if (!in_field()) sink.focus({ preventScroll: true }); };
  const on_key = (event: KeyboardEvent): void => {
    if (in_field() || event.isComposing) return;
    const { key, ctrlKey: ctrl, metaKey: meta, repeat: held } = event;
    const ends = (key === 'Enter' || key === 'Tab') && buffer.committed; // of a scan, not of a PIN
    if (page.querySelector(KEYS) !== null && !ends) return;
    const pad = page.querySelector(PAD) !== null;
    heard(buffer.key({ key, ctrl, meta, held, at: event.timeStamp }, pad), event);
  };
  const on_text = (event: Event): void => {
    const value = sink.value;
    sink.value = '';
    if (value !== '') heard(buffer.text(value, event.timeStamp), event);
    else if ((event as InputEvent).inputType === 'insertLineBreak') {
      heard(buffer.text('\n', event.timeStamp), event);
    }
  };
  const undo = new AbortController();
  const { signal } = undo;
  page.defaultView?.addEventListener('keydown', on_key, { capture: true, signal });
  sink.addEventListener('input', on_text, { signal });
  page.addEventListener('click', focus, { signal });
  page.addEventListener('focusout', () => queueMicrotask(focus), { signal });
  page.addEventListener('visibilitychange', focus, { signal });
  focus();
  return () => { undo.abort(); clearTimeout(timer); };
}
