// SPDX-License-Identifier: Apache-2.0
/** The middle of a step: question, aim, number, list, ladder. One layout for each kind of aim. */
import type { Choice, Fact, Input, RunningList, Step, Text } from '../../flow/step.ts';
import { accepts } from '../accepts.ts';
import { Aim, Ask } from '../components/aim.tsx';
import { AimBox, TypeButton } from '../components/aim_box.tsx';
import { IconButton } from '../components/button.tsx';
import { BigValue, Ladder } from '../components/facts.tsx';
import { Fit } from '../components/fit.tsx';
import { Icon } from '../components/icon.tsx';
import { EmptyState, Item, List, PAGE, Paged } from '../components/list.tsx';
import { Main } from '../components/main.tsx';
import { Chip, Marks } from '../components/marks.tsx';
import { Plate, SmallPlate } from '../components/plate.tsx';
import { QuantityEdit, QuantityPad } from '../components/quantity.tsx';
import { unbroken } from '../components/unbroken.tsx';
import { known, say, t, units } from '../words.ts';

type Send = (input: Input) => void;
type BodyProps = { step: Step; send: Send; onType?: () => void };

/** The place where the person stands and the marks, when the aim shows something else. */
function Context(props: { step: Step; blind?: boolean }) {
  const { plate, marks } = props.step;
  if (!plate && !marks.length && !props.blind) return null;
  return (
    <div class="row context">
      {plate && <SmallPlate location={plate.location} level={plate.level} />}
      <span class="sp" />
      {props.blind && <Chip tone="line" icon="eye">{t('count.no_number')}</Chip>}
      <Marks marks={marks} />
    </div>
  );
}

/** A reason that came as a bare name gets the words of that name. */
function whyWords(reason: Text): string {
  const key = `why.${say(reason)}`;
  return known(key) ? t(key) : say(reason);
}

function Why(props: { step: Step }) {
  if (!props.step.why.length) return null;
  const own = `${props.step.flow}.${props.step.state}.why`; // not of a place
  return (
    <div class="card why">
      <h3 class="lab">{t(known(own) ? own : 'putaway.why_here')}</h3>
      <ul>
        {props.step.why.map((reason) => (
          <li><Icon name="check" size="m" /><span>{unbroken(whyWords(reason))}</span></li>
        ))}
      </ul>
    </div>
  );
}

/** A plate or a long code leaves no room for marks at the end of its row. */
const crowded = (choice: Choice) => choice.plate !== null || say(choice.label).length > 12;

/** The plate shows the place already. */
const drawn = (choice: Choice) => choice.plate?.location === say(choice.label);

function Choices(props: BodyProps) {
  const { choices } = props.step;
  const taps = accepts(props.step, 'choose');
  if (!choices.length) return null;
  return (
    <Paged rows={choices} name={say(props.step.question)} row={(choice) => (
      <Item key={choice.id} title={drawn(choice)
        ? <span class="vh">{say(choice.label)}</span> : say(choice.label)}
        small={choice.small && say(choice.small)}
        below={crowded(choice) && <Marks marks={choice.marks} />}
        chosen={choice.chosen || undefined}
        onPress={taps ? () => props.send({ type: 'choose', id: choice.id }) : undefined}
        start={choice.plate && <SmallPlate location={choice.plate.location} />}
        end={(
          <>
            {!crowded(choice) && <Marks marks={choice.marks} />}
            {choice.done ? <Icon name="check" /> : taps && <Icon name="chevron-right" flip />}
          </>
        )} />
    )} />
  );
}

/** The newest row stands first, right under the aim; the gap to the wanted number stays visible. */
function Running(props: { list: RunningList; send: Send }) {
  const { list } = props;
  const missing = list.total === null ? 0 : list.total - list.rows.length;
  const newest = list.rows.map((row, index) => ({ ...row, number: list.rows.length - index }));
  if (!newest.length && missing <= 0) return null;
  return (
    <List name={say(list.label)}>
      {missing > 0 && (
        <li class="missing"><div class="item">
          <span class="k">{missing === 1 ? list.rows.length + 1 : ''}</span>
          <span class="t3">{t('list.missing', { n: missing })}</span></div></li>
      )}
      {newest.slice(0, PAGE).map((row) => (
        <li key={row.code}><div class="item scanned"><span class="k">{row.number}</span>
          <span class="txt"><Fit class="code" text={row.code} />
            {row.small && <span>
              {typeof row.small === 'string' ? row.small : say(row.small)}</span>}</span>
          <Icon name={typeof row.small === 'string' || !row.small ? 'check' : 'triangle-alert'} />
          {row.removable && (
            <IconButton icon={row.number === newest.length ? 'undo-2' : 'x'}
              name={t('list.remove', { code: row.code })}
              onPress={() => props.send({ type: 'remove', code: row.code })} />
          )}
        </div></li>
      ))}
    </List>
  );
}

/** Many of one kind, scanned one after the other: serials, units in a bin, cartons on a door. */
function ListStep(props: BodyProps & { list: RunningList }) {
  const { step, list, send } = props;
  return (
    <Main>
      <Context step={step} />
      <div class="row top-line">
        <div class="sp">
          {list.part && <Fit class="xl num" text={list.part} />}
          <div class={list.part ? 'sm t2' : 'lg'}>{list.description ?? say(list.label)}</div>
        </div>
        {/* In a count the rows are kinds, not units: their number would be taken for units. */}
        {step.flow !== 'count' && <BigValue value={list.rows.length} total={list.total} />}
      </div>
      <AimBox question={say(step.question)} onType={props.onType} />
      {step.quantity && (
        <div class="lastone">
          <h3 class="b num">{step.facts.find((fact) => fact.name === 'part')?.value}</h3>
          <QuantityEdit ask={step.quantity} label={t('count.how_many')}
            onChange={(value) => send({ type: 'quantity', value })} />
        </div>
      )}
      <Running list={list} send={send} />
      <Choices step={step} send={send} />
      <Ladder facts={step.facts.filter((fact) => fact.value !== list.part && !fact.current)} />
    </Main>
  );
}

function PadStep(props: BodyProps) {
  const { step, send } = props;
  const { quantity } = step;
  if (!quantity) return null;
  const part = step.facts.find((fact) => fact.name === 'part');
  const others = step.facts.filter((fact) => fact !== part && !fact.current && !fact.done
    && fact.value !== step.plate?.location && !['quantity', 'part'].includes(fact.name));
  return (
    <Main class="padmain">
      <Context step={step} blind={step.flow === 'count' && quantity.expected === null} />
      <QuantityPad key={[step.state, part?.value, step.progress?.index].join()}
        label={say(step.question)} max={quantity.max} scale={quantity.scale}
        start={quantity.value ?? quantity.expected}
        suggested={quantity.value === null && quantity.expected !== null}
        onDone={(digits) => send({ type: 'quantity', value: Number(digits) })}
        head={(
          <>
            <h2 class="ask tap">{say(step.question)}</h2>
            {part && <div class="b num">{part.value}</div>}
            {[part?.small, ...others.map((fact) => `${say(fact.label)} ${fact.value}`),
              quantity.expected !== null && t('count.expected', {
                n: quantity.expected, unit: units(quantity.unit, quantity.expected) })]
              .filter(Boolean).map((line) => <div class="sm t2">{unbroken(line || '')}</div>)}
            {quantity.expected === null && <div class="padunit xs">{say(quantity.unit)}</div>}
          </>
        )} />
    </Main>
  );
}

/**
 * The fact that the aim itself shows, so the ladder need not repeat it. It is what is to be
 * scanned: a part stands in the aim only where a part is wanted.
 */
function aimed(step: Step): Fact | undefined {
  return step.facts.find((fact) => fact.current && !fact.done && fact.name !== 'quantity'
    && (fact.name !== 'part' || step.aim === 'part'));
}

function PlateStep(props: BodyProps) {
  const { step, send } = props;
  if (!step.plate) return null;
  const place = step.plate.location;
  return (
    <Main>
      <Ask end={<><Marks marks={step.marks} /><TypeButton onType={props.onType} /></>}>
        {say(step.question)}
      </Ask>
      <Aim tight onType={props.onType}><Plate place={step.plate} /></Aim>
      <Ladder facts={step.facts.filter((fact) => fact.value !== place)} />
      <Choices step={step} send={send} />
      <Why step={step} />
    </Main>
  );
}

/** Steps whose choices are all the work there is of their kind. */
const WORK_LISTS: readonly string[] = ['putaway.goods', 'count.bin'];

function ThingStep(props: BodyProps) {
  const { step, send } = props;
  const left = step.choices.length > 0 || !WORK_LISTS.includes(`${step.flow}.${step.state}`);
  const fact = aimed(step);
  const question = say(step.question);
  const named = fact !== undefined && !question.includes(fact.value);
  return (
    <Main>
      {step.quantity
        ? <Ask tap end={<Marks marks={step.marks} />}>{t('pick.take')}</Ask>
        : <Context step={step} />}
      {step.quantity && (
        <QuantityEdit ask={step.quantity} label={t('pick.take')}
          onChange={(value) => send({ type: 'quantity', value })} />
      )}
      <AimBox question={question} value={named && !fact.plate ? fact.value : undefined}
        small={named && fact.plate
          ? <SmallPlate location={fact.value} level={fact.plate.level} />
          : fact && fact.small !== fact.value && fact.small}
        onType={props.onType} />
      {!left
        && <EmptyState icon="inbox" title={t('list.none_left')}>{t('list.empty_next')}</EmptyState>}
      <Choices step={step} send={send} />
      <Ladder facts={step.facts.filter((other) => other !== fact)} />
      <Why step={step} />
    </Main>
  );
}

const NUMBERS: readonly string[] = ['on_hand', 'free', 'allocated', 'held'];

/** What is it, how much of it, where: numbers in one line, places as plates below. */
function LookupStep(props: BodyProps) {
  const { step } = props;
  const numbers = NUMBERS.flatMap((name) => step.facts.filter((fact) => fact.name === name));
  return (
    <Main>
      <Context step={step} />
      <AimBox question={say(step.question)} onType={props.onType} />
      <Ladder facts={step.facts.filter((fact) => !numbers.includes(fact))} />
      {numbers.length > 0 && (
        <dl class="row numbers">
          {numbers.map((fact) => (
            <div><dt>{say(fact.label)}</dt>
              <dd class="xl num">{fact.value.replace('-', '−')}</dd></div>
          ))}
        </dl>
      )}
      <Choices {...props} />
    </Main>
  );
}

function TapStep(props: BodyProps) {
  const { step, send } = props;
  const empty = !step.choices.length && !step.facts.length;
  return (
    <Main>
      <Ask tap end={<Marks marks={step.marks} />}>{say(step.question)}</Ask>
      {step.plate && <SmallPlate location={step.plate.location} level={step.plate.level} />}
      {empty
        && <EmptyState icon="inbox" title={t('list.empty')}>{t('list.empty_next')}</EmptyState>}
      <Choices step={step} send={send} />
      <Ladder facts={step.facts} />
      <Why step={step} />
    </Main>
  );
}

export function StepBody(props: BodyProps) {
  const { step } = props;
  if (step.flow === 'lookup') return <LookupStep {...props} />;
  if (step.list) return <ListStep {...props} list={step.list} />;
  if (step.aim === 'quantity' && step.quantity) return <PadStep {...props} />;
  if (step.aim === 'location' && step.plate) return <PlateStep {...props} />;
  if (step.aim === 'choice' || step.aim === 'none') return <TapStep {...props} />;
  return <ThingStep {...props} />;
}
