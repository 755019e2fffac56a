// SPDX-License-Identifier: Apache-2.0
/** A sheet from below: the step stays visible above it. Reasons, side doors, the scan tray. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Choice, Input, Offer, Sheet as FlowSheet } from '../../flow/step.ts';
import { useLayer } from '../layers.ts';
import { useFirstDigit } from '../typing.ts';
import { say, t } from '../words.ts';
import { Button, IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { SmallPlate } from './plate.tsx';
import { QuantityPad, Stepper } from './quantity.tsx';
import { unbroken } from './unbroken.tsx';

type SheetProps = {
  name: string;
  title: string;
  note?: string;
  onClose?: () => void;
  children: ComponentChildren;
};

export function Sheet(props: SheetProps) {
  return (
    <section class="sheet" role="dialog" aria-label={props.name}>
      <div class="sheethead">
        <h2 class="lg sp">{props.title}</h2>
        {props.note && <span class="sm t2">{props.note}</span>}
        {props.onClose && <IconButton icon="x" name={t('app.close')} onPress={props.onClose} />}
      </div>
      <div class="sheetbody">{props.children}</div>
    </section>
  );
}

const HALF = 14; // characters of a code that fit half the width

/** A reason with a longer code has the whole width: no code is cut. */
function Reason(props: { choice: Choice; onPress: () => void }) {
  const { choice } = props;
  const wide = `${say(choice.label)} ${say(choice.small)}`.split(' ')
    .some((word) => word.length > HALF && /\d/.test(word));
  return (
    <Button class={wide ? 'reason wide' : 'reason'} pressed={choice.chosen} onPress={props.onPress}>
      {unbroken(say(choice.label))}
      {choice.plate && <SmallPlate location={choice.plate.location} />}
      {choice.small && <small>{say(choice.small)}</small>}
    </Button>
  );
}

/** The one side door that stays open over a sheet: a photo of what is being said. */
function Camera(props: { offer: Offer; send: (input: Input) => void }) {
  const { id, label } = props.offer;
  return (
    <Button icon="camera" class="beside" onPress={() => props.send({ type: 'offer', id })}>
      {say(label)}
    </Button>
  );
}

/** At most six reasons in two columns, the consequence, a button that says the result. */
export function ExceptionSheet(props: {
  sheet: FlowSheet; camera?: Offer | undefined; send: (input: Input) => void;
}) {
  const { sheet, camera, send } = props;
  const { quantity, primary } = sheet;
  const typing = useSignal(false);
  const first = useFirstDigit(typing, quantity !== null);
  useLayer(typing.value, () => { typing.value = false; });
  if (quantity && typing.value) {
    return (
      <section class="sheet" role="dialog" aria-label={say(sheet.title)}>
        <QuantityPad label={say(sheet.title)} max={quantity.max} start={null}
          first={first()}
          head={<h2 class="lg">{say(sheet.title)}</h2>}
          onDone={(digits) => {
            typing.value = false;
            send({ type: 'quantity', value: Number(digits) });
          }} />
        <Button class="cancel" onPress={() => { typing.value = false; }}>{t('app.back')}</Button>
      </section>
    );
  }
  const short = quantity?.expected != null && quantity.value !== null
    && quantity.value < quantity.expected
    ? t('sheet.asked_short', { asked: quantity.expected, n: quantity.expected - quantity.value })
    : undefined;
  return (
    <section class="sheet" role="dialog" aria-label={say(sheet.title)}>
      <div class="sheethead">
        <div class="sp"><h2 class="lg">{unbroken(say(sheet.title))}</h2>
          {short && <span class="sm t2">{short}</span>}</div>
        {camera && <Camera offer={camera} send={send} />}
      </div>
      {quantity && (
        <Stepper value={quantity.value} expected={quantity.expected} max={quantity.max}
          label={say(sheet.title)} unit={say(quantity.unit)}
          onType={() => { typing.value = true; }}
          onChange={(value) => send({ type: 'quantity', value })} />
      )}
      {sheet.choices.length > 0 && (
        <>
          {quantity && <h3 class="lg">{t('sheet.why')}</h3>}
          <div class="reasons">
            {sheet.choices.map((choice) => (
              <Reason choice={choice} onPress={() => send({ type: 'choose', id: choice.id })} />
            ))}
          </div>
        </>
      )}
      {sheet.note && (
        <p class="consequence t2"><Icon name="split" /><span>{unbroken(say(sheet.note))}</span></p>
      )}
      {primary && (
        <Button tone="do" class="last" disabled={!primary.enabled}
          onPress={() => send({ type: 'confirm' })}>
          {say(primary.label)}
        </Button>
      )}
    </section>
  );
}
