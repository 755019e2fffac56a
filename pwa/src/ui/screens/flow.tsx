// SPDX-License-Identifier: Apache-2.0
/**
 * Renders any `Step`: the same screen for every flow. It decides nothing about the work; it only
 * chooses where on the glass each part of the step goes, by what the aim asks for.
 */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { SyncState } from '../../contract.ts';
import type { Input, Step } from '../../flow/step.ts';
import { accepts } from '../accepts.ts';
import { HoldScreen, StopScreen } from '../components/alarm.tsx';
import { Flash } from '../components/band.tsx';
import { Ladder } from '../components/facts.tsx';
import { Fit } from '../components/fit.tsx';
import { OfferFoot } from '../components/foot.tsx';
import { Header } from '../components/header.tsx';
import { Icon } from '../components/icon.tsx';
import { Main } from '../components/main.tsx';
import { Marks } from '../components/marks.tsx';
import { SmallPlate } from '../components/plate.tsx';
import { ExceptionSheet } from '../components/sheet.tsx';
import { TypeIn } from '../components/type_in.tsx';
import { unbroken } from '../components/unbroken.tsx';
import { asked_by, typing_of, was_taken } from '../type_in.ts';
import { known, say, spoken, t } from '../words.ts';
import { PhotoStep } from './photo_step.tsx';
import { SignStep } from './sign_step.tsx';
import { StepBody } from './step_body.tsx';

export type FlowProps = {
  step: Step;
  sync: SyncState;
  now: number;
  send: (input: Input) => void;
  onTyped: (text: string) => void; // what no reader reads
  onBack: () => void;
  onQueue: () => void;
};

/** What a screen reader hears politely: what the last scan was, then the next question. */
function Spoken(props: { step: Step }) {
  const { step } = props;
  const text = spoken(say(step.band?.title), say(step.band?.note), say(step.question));
  return <div class="vh" aria-live="polite" role="status">{text}</div>;
}

/** Above a sheet the step shrinks to one line: where, what, how urgent. */
function StepLine(props: { step: Step }) {
  const { step } = props;
  if (step.flow === 'hold') return <Ladder facts={step.facts} full />; // which lot, plate, place
  const part = step.list?.part ?? step.facts.find((fact) => fact.name === 'part')?.value;
  return (
    <div class="row stepline">
      {step.plate && <SmallPlate location={step.plate.location} level={step.plate.level} />}
      {part ? <Fit class="part num sp" text={part} /> : <span class="sp" />}
      <Marks marks={step.marks} />
    </div>
  );
}

function Done(props: { step: Step; send: (input: Input) => void }) {
  const { done, marks } = props.step;
  if (!done) return null;
  return (
    <>
      <Main class="donemain">
        <div class={`donehead ${done.attn ? 'attn' : ''}`}>
          <Icon name={done.attn ? 'triangle-alert' : 'check'} size="xl" />
          <h2>{unbroken(say(done.title))}</h2>
        </div>
        <Marks marks={marks} />
        <Ladder facts={done.facts} full />
      </Main>
      <OfferFoot offers={props.step.offers} confirm={t('flow.next')}
        onOffer={(id) => props.send({ type: 'offer', id })}
        onConfirm={() => props.send({ type: 'confirm' })} />
    </>
  );
}

/** Words of the do button where a step takes a tap for "yes"; the pad has its own tick. */
function confirmWords(step: Step): string | null {
  if (!accepts(step, 'confirm') || (step.aim === 'quantity' && step.quantity)) return null;
  if (step.confirm) return say(step.confirm);
  const key = `${step.flow}.${step.state}.confirm`;
  return t(known(key) ? key : 'flow.confirm');
}

/** There is nothing to undo in an empty list. */
function offersOf(step: Step): Step['offers'] {
  const nothing = step.list !== null && !step.list.rows.length;
  return nothing ? step.offers.filter(({ id, icon }) => id === 'undo' || icon !== 'undo')
    : step.offers;
}

function Body(props: FlowProps) {
  const { step, send } = props;
  if (step.done) return <Done step={step} send={send} />;
  if (step.flow === 'photo') return <PhotoStep step={step} send={send} />;
  if (step.flow === 'load' && step.state === 'sign') return <SignStep step={step} send={send} />;
  if (step.sheet) {
    return (
      <>
        <Main class="shrunk"><StepLine step={step} /></Main>
        <ExceptionSheet sheet={step.sheet} send={send}
          camera={step.offers.find(({ icon }) => icon === 'camera')} />
      </>
    );
  }
  return <Asking key={`${step.flow}.${step.state}`} {...props} />;
}

/** A step that is answered by a scan or a tap; what no reader reads is typed, once asked for. */
function Asking(props: FlowProps) {
  const { step, send } = props;
  const open = useSignal('');
  const sent = useRef<Step | null>(null);
  const now = asked_by(step);
  const typing = typing_of(step);
  const opened = open.value === now && !was_taken(sent.current, step);
  useLayoutEffect(() => { if (!opened) open.value = ''; }, [opened]); // never again by itself
  if (typing !== null && opened) {
    return (
      <TypeIn key={step.band?.title.key} question={say(step.question)} typing={typing}
        onDone={(text) => { sent.current = step; props.onTyped(text); }}
        onClose={() => { open.value = ''; }} />
    );
  }
  const onType = typing === null ? undefined : () => { sent.current = null; open.value = now; };
  return (
    <>
      <StepBody step={step} send={send} onType={onType} />
      <OfferFoot offers={offersOf(step)} more={step.flow === 'lookup'} confirm={confirmWords(step)}
        onConfirm={() => send({ type: 'confirm' })}
        onOffer={(id) => send({ type: 'offer', id })} />
    </>
  );
}

/** A band that says "on hold" makes the chip that says it too much. */
function oneHold(step: Step): Step {
  if (step.band?.tone !== 'hold') return step;
  return { ...step, marks: step.marks.filter((mark) => mark.kind !== 'hold') };
}

export function FlowScreen(given: FlowProps) {
  const props = { ...given, step: oneHold(given.step) };
  const { step, sync, now, send } = props;
  const acknowledge = () => send({ type: 'acknowledge' });
  if (step.stop) {
    return <StopScreen stop={step.stop} question={say(step.question)} onClose={acknowledge} />;
  }
  if (step.hold) return <HoldScreen hold={step.hold} onClose={acknowledge} />;
  const over = step.aim === 'quantity' && step.band?.tone === 'good' && !step.sheet;
  return (
    <>
      <Header title={say(step.title)} subtitle={say(step.subtitle)}
        lead={{ icon: 'chevron-left', name: t('app.back'), onPress: props.onBack }}
        progress={step.progress} badge={{ sync, now, onPress: props.onQueue }} />
      {step.band && (
        <section class={over ? 'flashover' : undefined} aria-label={t('flow.last_scan')}
          key={[step.state, step.band.title.key, step.quantity?.value].join()}>
          <Flash band={step.band} />
        </section>
      )}
      <Spoken step={step} />
      <Body {...props} />
    </>
  );
}
