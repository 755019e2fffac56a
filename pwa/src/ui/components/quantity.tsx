// SPDX-License-Identifier: Apache-2.0
/** Numbers from a person: a pad of 3 x 4 keys, plus and minus. A scan never types into them. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { heardKey, keyed, type Burst, type Typed } from '../keyed.ts';
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
  head?: ComponentChildren; // what is counted, beside the number
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
      if (event.ctrlKey || event.metaKey || event.altKey) return;
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

/** Digits collect in a `Typed` (see keyed.ts); the tick hands them over. */
export function QuantityPad(props: PadProps) {
  const typed = useSignal<Typed>({ digits: props.start === null ? '' : String(props.start),
    fresh: true });
  const press = (key: string) => { typed.value = keyed(typed.value, key, props.max); };
  const ready = () => typed.value.digits.length >= (props.length_min ?? 1);
  const finish = () => { if (ready()) props.onDone(typed.value.digits); };
  const clear = () => { typed.value = { digits: '', fresh: true }; };
  useKeyboard(props, press, clear, finish);
  useEffect(() => {
    typed.value = { digits: props.start === null ? '' : String(props.start), fresh: true };
  }, [props.start]);
  const { digits } = typed.value;
  const shown = props.secret ? '●'.repeat(digits.length) : digits;
  return (
    <>
      <div class="row end padhead">
        <div class="sp">{props.head}</div>
        <output class={`qty num${props.secret ? ' secret' : ''}`} aria-label={props.label}>
          {props.secret ? <span class="vh">{t('pin.digits', { n: digits.length })}</span> : null}
          <span aria-hidden={props.secret}>{shown || '\u00a0'}</span>
        </output>
      </div>
      <div class="pad" role="group" aria-label={props.label}
        data-keys={props.onScan ? '' : undefined}>
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
    <output class="num" aria-live="polite">
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
  return (
    <>
      <Stepper large value={ask.value} expected={ask.expected} max={ask.max} label={label}
        unit={say(ask.unit)} onType={() => { typing.value = true; }} onChange={onChange} />
      {typing.value && (
        <div class="over">
          <section class="sheet" role="dialog" aria-label={label}>
            <QuantityPad label={label} max={ask.max} start={null} head={<h2 class="lg">{label}</h2>}
              onDone={(digits) => { typing.value = false; onChange(Number(digits)); }} />
            <Button class="cancel" onPress={() => { typing.value =
              false; }}>{t('app.back')}</Button>
          </section>
        </div>
      )}
    </>
  );
}
