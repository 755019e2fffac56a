// SPDX-License-Identifier: Apache-2.0
/** The ladder: place, part, quantity, target as rows. Done rows shrink, the current one is lit. */
import type { Fact } from '../../flow/step.ts';
import { say, units } from '../words.ts';
import { Fit } from './fit.tsx';
import { Icon } from './icon.tsx';
import { SmallPlate } from './plate.tsx';
import { unbroken } from './unbroken.tsx';

const LONG = 13; // characters that may not fit beside the label: plates, long part numbers

function FactRow(props: { fact: Fact; big: boolean; full: boolean }) {
  const { fact } = props;
  const shrunk = fact.done && !props.full;
  const look = ['fact', shrunk && 'done', fact.current && !props.full
    && 'now'].filter(Boolean).join(' ');
  const quantity = props.big && fact.name === 'quantity' && !shrunk;
  const of = fact.small?.startsWith('/') ? fact.small : null;
  const drawn = fact.plate && fact.plate.location === fact.value;
  return (
    <div class={look} aria-current={fact.current ? 'step' : undefined}>
      <dt class="k">{say(fact.label)}</dt>
      <dd class={`v${quantity ? ' qt' : ''}`}>
        {drawn && !shrunk
          ? <SmallPlate location={fact.value} level={fact.plate?.level} />
          : fact.value.length > LONG && !fact.value.includes(' ')
            ? <Fit class="num" text={fact.value} />
            : <span class="num">{fact.value}{of && <span class="of">{of}</span>}</span>}
        {fact.small && fact.small !== fact.value && !of && !shrunk
          && <small><span class={/^\d/.test(fact.small) ? 'num' : ''}>
            {unbroken(fact.small)}</span></small>}
        {fact.done && <span class="vh"> ✓</span>}
      </dd>
      {fact.unit && !shrunk && <dd class="u">{units(fact.unit, Number(fact.value))}</dd>}
      {fact.done && <Icon name="check" />}
    </div>
  );
}

/** With `full` nothing shrinks: the summary of a finished flow. */
export function Ladder(props: { facts: readonly Fact[]; full?: boolean }) {
  if (!props.facts.length) return null;
  const big = props.facts.filter((fact) => fact.name === 'quantity').length === 1;
  return (
    <dl class="facts">{props.facts.map((fact) => (
      <FactRow fact={fact} big={big} full={props.full ?? false} />
    ))}</dl>
  );
}

/** How many there are of how many wanted; `total` null in a blind count. */
export function BigValue(props: { value: number | string; total?: number | null; unit?: string }) {
  return (
    <div class="bigvalue num">
      <b>{props.value}</b>
      {props.total != null && <span class="of">/{props.total}</span>}
      {props.unit && <div class="xs t2">{props.unit}</div>}
    </div>
  );
}
