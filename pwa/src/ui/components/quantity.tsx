// SPDX-License-Identifier: Apache-2.0
/**
 * Numbers from a person: a pad of 3 x 4 keys, plus and minus. A keyboard types into them, a scan
 * never does.
 */
import { useSignal, type Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { handed, heardKey, padKey, padOf, pressed, type Burst, type Pad } from '../keyed.ts';
import { topOf, useLayer } from '../layers.ts';
import { inField, useFirstDigit } from '../typing.ts';
import { decimal } from '../../domain/measure.ts';
import type { QuantityAsk } from '../../flow/step.ts';
import { say, t } from '../words.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

type PadProps = {
  label: string;
  unit?: string;
  max: number;
  start: number | null; // null in a blind count: never pre-filled
  suggested?: boolean; // `start` is what is asked for; nobody has said or scanned it yet
  first?: string; // the digit of a keyboard that brought the pad up
  head?: ComponentChildren; // what is counted, beside the number
  scale?: number; // digits behind the point, which stands by itself as at a till
  secret?: boolean; // a PIN: dots instead of digits
  length_min?: number;
  onDone: (digits: string) => void;
  onScan?: (raw: string) => void; // given: a keyboard types here, and a symbol is told from digits
};

/** A keyboard on a pad that no scan belongs to. `[data-keys]` keeps the wedge from listening. */
function useKeyboard(props: PadProps, press: (key: string) => void, clear: () => void,
  finish: () => void): void {
  const burst = useRef<Burst>({ text: '', at: -Infinity });
  const { onScan } = props;
  useLayoutEffect(() => { // with the pad on the glass, no key may be lost
    if (!onScan) return undefined;
    const take = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const onButton = document.activeElement?.matches('button:not([data-scan-sink])') ?? false;
      const { burst: after, meant } = heardKey(burst.current, event.key, event.timeStamp);
      burst.current = after;
      if (meant === 'other' || (meant === 'done' && onButton)) return;
      event.preventDefault();
      if (meant === 'digit') press(event.key);
      else if (meant === 'delete') press('delete');
      else if (meant === 'done') finish();
      else clear();
      if (meant === 'scan') onScan(after.text);
    };
    window.addEventListener('keydown', take, true);
    return () => window.removeEventListener('keydown', take, true);
  }, [onScan]);
}

/** A keyboard on a pad beside which scans go on; the wedge says which keys were a scan's. */
function useDigits(props: PadProps, pad: Signal<Pad>, at: { current: Element | null }): void {
  const { onScan, max } = props;
  useLayoutEffect(() => {
    if (onScan) return undefined;
    const take = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || inField()) return;
      if (!topOf(document).contains(at.current)) return; // a sheet lies over this pad
      pad.value = padKey(pad.value, event.key, event.timeStamp, event.defaultPrevented, max);
    };
    window.addEventListener('keydown', take, true); // the wedge, which came first, hears it first
    return () => window.removeEventListener('keydown', take, true);
  }, [onScan, max]);
}

/** Numbers of three digits and more are set smaller, so that the keys keep their place. */
const long = (digits: string): string =>
  (digits.length > 2 ? `d${Math.min(digits.length, 5)}` : '');

/** Digits collect in a `Pad` (see keyed.ts); the tick hands them over. */
export function QuantityPad(props: PadProps) {
  const { start, first } = props;
  const pad = useSignal<Pad>(padOf(start, first));
  const digits = pad.value.typed.digits;
  const press = (key: string) => { pad.value = pressed(pad.value, key, props.max); };
  const ready = () => pad.value.typed.digits.length >= (props.length_min ?? 1);
  const finish = () => {
    if (!ready()) return;
    const { digits: number } = pad.value.typed;
    pad.value = handed(pad.value);
    props.onDone(number);
  };
  const clear = () => { pad.value = padOf(null); };
  useKeyboard(props, press, clear, finish);
  const keys = useRef<HTMLDivElement>(null);
  useDigits(props, pad, keys);
  useLayoutEffect(() => { pad.value = padOf(start, first); }, [start, first]);
  const offered = props.suggested && pad.value.typed.fresh && digits === String(start);
  const shown = props.secret ? '●'.repeat(digits.length)
    : props.scale && digits !== '' ? decimal(Number(digits), props.scale) : digits;
  return (
    <>
      <div class="row end padhead">
        <div class="sp">{props.head}</div>
        <output aria-label={props.label} class={['qty num', long(shown), props.secret && 'secret',
          offered && 'offered'].filter(Boolean).join(' ')}>
          {props.secret ? <span class="vh">{t('pin.digits', { n: digits.length })}</span> : null}
          <span aria-hidden={props.secret}>{shown || '\u00a0'}</span>
        </output>
      </div>
      <div class="pad" role="group" aria-label={props.label} ref={keys}
        data-keys={props.onScan ? '' : undefined} data-pad={props.onScan ? undefined : ''}>
        {DIGITS.map((digit) => <Key onPress={() => press(digit)}>{digit}</Key>)}
        <Key name={t('pad.delete')} onPress={() => press('delete')}><Icon name="delete" /></Key>
        <Key onPress={() => press('0')}>0</Key>
        <Key name={t('pad.done')} do disabled={!ready()} onPress={finish}>
          <Icon name="check" size="l" />
        </Key>
      </div>
    </>
  );
}

type KeyProps = {
  name?: string;
  do?: boolean;
  disabled?: boolean;
  onPress: () => void;
  children: ComponentChildren;
};

function Key(props: KeyProps) {
  return (
    <button type="button" class={`btn key${props.do ? ' do' : ''}`} aria-label={props.name}
      disabled={props.disabled} onClick={props.onPress}>
      {props.children}
    </button>
  );
}

type StepperProps = {
  value: number | null;
  expected?: number | null; // where plus and minus begin when nothing is said yet
  max: number;
  label: string;
  unit?: string;
  large?: boolean;
  onChange: (value: number) => void;
  onType?: () => void; // opens the pad, for numbers that nobody wants to step to
};

/** Plus and minus around a number; stays between 0 and `max`. */
export function Stepper(props: StepperProps) {
  const { value, max } = props;
  const base = value ?? props.expected ?? 0;
  const next = (by: number) => props.onChange(Math.min(max, Math.max(0, base + by)));
  const number = (
    <output class={`num ${long(String(value ?? ''))}`} aria-live="polite">
      {value ?? '–'}{props.unit && <small>{props.unit}</small>}
    </output>
  );
  const side = (icon: string, name: string, by: number, off: boolean) => (
    <button type="button" class="btn side" aria-label={name} disabled={off}
      onClick={() => next(by)}>
      <Icon name={icon} size="l" />
    </button>
  );
  return (
    <div class={`stepper${props.large ? ' large' : ''}`} role="group" aria-label={props.label}>
      {side('minus', t('pad.less'), -1, base <= 0)}
      {props.onType
        ? (
          <button type="button" class="typein inset-focus" onClick={props.onType}>
            {number}<Icon name="keyboard" size="m" /><span class="vh">{t('pad.type')}</span>
          </button>
        )
        : number}
      {side('plus', t('pad.more'), 1, base >= max)}
    </div>
  );
}

type EditProps = {
  ask: QuantityAsk;
  label: string;
  onChange: (value: number) => void;
};

/** A number that scans count up: plus and minus, and a pad from below for what nobody steps to. */
export function QuantityEdit(props: EditProps) {
  const { ask, label, onChange } = props;
  const typing = useSignal(false);
  const first = useFirstDigit(typing);
  useLayer(typing.value, () => { typing.value = false; });
  return (
    <>
      <Stepper large value={ask.value} expected={ask.expected} max={ask.max} label={label}
        unit={say(ask.unit)} onType={() => { typing.value = true; }} onChange={onChange} />
      {typing.value && (
        <div class="over">
          <section class="sheet" role="dialog" aria-label={label}>
            <QuantityPad label={label} max={ask.max} start={null} first={first()}
              head={<h2 class="lg">{label}</h2>}
              onDone={(digits) => { typing.value = false; onChange(Number(digits)); }} />
            <Button class="cancel" onPress={() => { typing.value =
              false; }}>{t('app.back')}</Button>
          </section>
        </div>
      )}
    </>
  );
}
