// SPDX-License-Identifier: Apache-2.0
/** Numbers from a person: the pad of 3 x 4 keys, and plus and minus. A scan never types into them. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { keyed, type Typed } from '../keyed.ts';
import { t } from '../words.ts';
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
};

/** Digits collect in a `Typed` (see keyed.ts); the tick hands them over. */
export function QuantityPad(props: PadProps) {
  const typed = useSignal<Typed>({ digits: props.start === null ? '' : String(props.start),
    fresh: true });
  const press = (key: string) => { typed.value = keyed(typed.value, key, props.max); };
  const ready = () => typed.value.digits.length >= (props.length_min ?? 1);
  const finish = () => { if (ready()) props.onDone(typed.value.digits); };
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
      <div class="pad" role="group" aria-label={props.label}>
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
  max: number;
  label: string;
  unit?: string;
  large?: boolean;
  onChange: (value: number) => void;
};

/** Plus and minus around a number; stays between 0 and `max`. */
export function Stepper(props: StepperProps) {
  const { value, max } = props;
  const next = (by: number) => props.onChange(Math.min(max, Math.max(0, (value ?? 0) + by)));
  const side = (icon: string, name: string, by: number, off: boolean) => (
    <button type="button" class="btn side" aria-label={name} disabled={off}
      onClick={() => next(by)}>
      <Icon name={icon} size="l" />
    </button>
  );
  return (
    <div class={`stepper${props.large ? ' large' : ''}`} role="group" aria-label={props.label}>
      {side('minus', t('pad.less'), -1, value === null || value <= 0)}
      <output class="num" aria-live="polite">
        {value ?? '–'}{props.unit && <small>{props.unit}</small>}
      </output>
      {side('plus', t('pad.more'), 1, value !== null && value >= max)}
    </div>
  );
}
