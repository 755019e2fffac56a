// SPDX-License-Identifier: Apache-2.0
/** The aim of a step in words, and the way to type what no reader reads. */
import type { ComponentChildren } from 'preact';
import { t } from '../words.ts';
import { Aim } from './aim.tsx';
import { IconButton } from './button.tsx';
import { Fit } from './fit.tsx';
import { Icon } from './icon.tsx';
import { unbroken } from './unbroken.tsx';

/** Says that the aim may be tapped too. */
export function TypeButton(props: { onType?: () => void }) {
  return props.onType
    ? <IconButton class="typeit" icon="keyboard" name={t('type.it')} onPress={props.onType} />
    : null;
}

/** An aim that names its thing in words and characters instead of a plate. */
export function AimBox(props: {
  question: string; value?: string; small?: ComponentChildren; onType?: () => void;
}) {
  return (
    <Aim onType={props.onType}>
      <div class="box">
        <Icon name="scan-line" size="l" />
        <div class="sp">
          <h2 class="v">{unbroken(props.question)}</h2>
          {props.value && <Fit class="aimvalue num" text={props.value} />}
          {props.small && <small>{props.small}</small>}
        </div>
        <TypeButton onType={props.onType} />
      </div>
    </Aim>
  );
}
