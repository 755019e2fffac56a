// SPDX-License-Identifier: Apache-2.0
/**
 * Whole-screen answers of a step that a person has to acknowledge: stop and hold.
 * They close by the right scan (the flow does that), by Enter or the hardware key, or by a press of
 * two seconds; never by a stray tap.
 */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { HoldStop, Stop } from '../../flow/step.ts';
import { difference, type Run } from '../difference.ts';
import { clock, say, spoken, t } from '../words.ts';
import { Fit } from './fit.tsx';
import { Icon } from './icon.tsx';
import { SmallPlate } from './plate.tsx';
import { unbroken } from './unbroken.tsx';

const PRESS_MS = 2000;
const NAME_MAX = 12; // a longer name of a hold is an id for programs, not for people

/** A button that wants to be pressed for two seconds; a keyboard's Enter is deliberate enough. */
export function LongPress(props: { onDone: () => void; children: string }) {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const pressing = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const end = () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    pressing.value = false;
  };
  const begin = () => {
    end();
    pressing.value = true;
    timer.current = setTimeout(() => { end(); props.onDone(); }, PRESS_MS);
  };
  useEffect(() => { button.current?.focus(); return end; }, []);
  return (
    <button type="button" ref={button} class={`btn longpress${pressing.value ? ' pressing' : ''}`}
      onPointerDown={begin} onPointerUp={end} onPointerLeave={end} onPointerCancel={end}
      onContextMenu={(event) => event.preventDefault()}
      onClick={(event) => { if (event.detail === 0) props.onDone(); }}>
      <span>{props.children}</span>
    </button>
  );
}

function Runs(props: { runs: readonly Run[] }) {
  const text = props.runs.map((run) => run.text).join('');
  return (
    <Fit class="codeline num" text={text}>
      {props.runs.map((run) => (run.differs ? <u>{run.text}</u> : run.text))}
    </Fit>
  );
}

function Compare(props: { stop: Stop }) {
  const { wanted, scanned } = props.stop;
  const [a, b] = wanted
    ? difference(wanted.code, scanned.code)
    : [null, [{ text: scanned.code, differs: false }]];
  return (
    <div class="compare">
      {wanted && a && (
        <div>
          <span class="k">{t('stop.wanted')}</span><Runs runs={a} />
          {wanted.small && <span class="small">{wanted.small}</span>}
        </div>
      )}
      <div class="bad">
        <span class="k">{t('stop.scanned')}</span><Runs runs={b} />
        {scanned.small && <span class="small">{scanned.small}</span>}
      </div>
    </div>
  );
}

/**
 * Nothing recorded; wanted, scanned, where it belongs, what to do next. `question` is what the step
 * asks, said where no single code is wanted.
 */
export function StopScreen(props: { stop: Stop; question: string; onClose: () => void }) {
  const { stop } = props;
  return (
    <section class="stopscreen" role="alertdialog" aria-modal="true" aria-labelledby="stop-title"
      aria-describedby="stop-note">
      <div class="vh" role="alert">{spoken(say(stop.title), say(stop.note))}</div>
      <div class="alarm-main">
        <div class="stophead"><Icon name="octagon-alert" size="xl" />
          <h1 id="stop-title">{say(stop.title)}</h1></div>
        <p class="note" id="stop-note">{say(stop.note)}</p>
        <Compare stop={stop} />
        {(stop.where || stop.where_code) && (
          <div class="doline"><span>{t('stop.put_back')}</span>
            {stop.where
              ? <SmallPlate location={stop.where.location} level={stop.where.level} />
              : <span class="num wherecode">{stop.where_code}</span>}
          </div>
        )}
        <div class="doline"><span>{unbroken(stop.next.key !== 'stop.next.other' ? say(stop.next)
          : props.question)}</span></div>
      </div>
      <p class="or">{t('stop.or')}</p>
      <footer class="foot"><LongPress onDone={props.onClose}>{t('stop.close')}</LongPress></footer>
    </section>
  );
}

/** Hatch bands, lock, why in one sentence, numbered steps with plates. */
export function HoldScreen(props: { hold: HoldStop; onClose: () => void }) {
  const { hold } = props;
  return (
    <section class="holdscreen" role="alertdialog" aria-modal="true" aria-labelledby="hold-title"
      aria-describedby="hold-why">
      <div class="vh" role="alert">{spoken(t('alarm.held'), t('alarm.do_not'))}</div>
      <header><span class="hatch" />
        <div class="in"><Icon name="lock" size="xl" />
          <div><h1 id="hold-title">{t('alarm.held')}</h1><p>{t('alarm.do_not')}</p></div></div>
        <span class="hatch" /></header>
      <div class="alarm-main">
        <div class="card">
          <Fit class="xl num" text={hold.part} />
          {hold.unit && hold.unit !== hold.part && <div class="unit code">{hold.unit}</div>}
          <dl>
            <dt>{t('alarm.why')}</dt><dd id="hold-why">{say(hold.why)}</dd>
            {hold.since && (
              <><dt>{t('alarm.since')}</dt>
                <dd>{hold.hold && hold.hold.length <= NAME_MAX
                  ? t('alarm.since_id', { time: clock(hold.since), hold: hold.hold })
                  : clock(hold.since)}</dd></>
            )}
          </dl>
        </div>
        <ol class="steps">
          {hold.steps.map((step, index) => (
            <li><b class="num">{index + 1}</b>
              <span class="sp">{unbroken(say(step.text))}
                {step.plate && step.code && step.code !== step.plate.location && (
                  <small class="code">{step.code}</small>
                )}</span>
              {step.plate
                ? <SmallPlate location={step.plate.location} level={step.plate.level} />
                : step.code && <span class="b num">{step.code}</span>}
            </li>
          ))}
        </ol>
      </div>
      <footer class="foot"><LongPress onDone={props.onClose}>{t('stop.close')}</LongPress></footer>
    </section>
  );
}
