// SPDX-License-Identifier: Apache-2.0
/** The ladder: place, part, quantity, target as rows. Done rows shrink, the current one is lit. */
import type { Fact } from '../../flow/step.ts';
import { say } from '../words.ts';
import { Icon } from './icon.tsx';
import { SmallPlate } from './plate.tsx';

function FactRow(props: { fact: Fact }) {
  const { fact } = props;
  const look = ['fact', fact.done && 'done', fact.current && 'now'].filter(Boolean).join(' ');
  const quantity = fact.name === 'quantity' && !fact.done;
  const drawn = fact.plate && fact.plate.location === fact.value;
  return (
    <div class={look} aria-current={fact.current ? 'step' : undefined}>
      <dt class="k">{say(fact.label)}</dt>
      <dd class={`v${quantity ? ' qt' : ''}`}>
        {drawn && !fact.done
          ? <SmallPlate location={fact.value} level={fact.plate?.level} />
          : <span class="num">{fact.value}</span>}
        {fact.small && !fact.done && <small>{fact.small}</small>}
        {fact.done && <span class="vh"> ✓</span>}
      </dd>
      {fact.unit && !fact.done && <dd class="u">{say(fact.unit)}</dd>}
      {fact.done && <Icon name="check" />}
    </div>
  );
}

export function Ladder(props: { facts: readonly Fact[] }) {
  if (!props.facts.length) return null;
  return <dl class="facts">{props.facts.map((fact) => <FactRow fact={fact} />)}</dl>;
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
