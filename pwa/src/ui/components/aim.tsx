// SPDX-License-Identifier: Apache-2.0
/** The question and the four corners around the thing to be scanned. */
import type { ComponentChildren } from 'preact';
import { Fit } from './fit.tsx';
import { Icon } from './icon.tsx';
import { unbroken } from './unbroken.tsx';

/** The one question of the screen. With `tap` nothing is scanned, so there is no scan icon. */
export function Ask(props: {
  children: ComponentChildren; tap?: boolean; end?: ComponentChildren;
}) {
  return (
    <div class="row askline">
      <h2 class={`ask sp${props.tap ? ' tap' : ''}`}>
        {!props.tap && <Icon name="scan-line" />}
        <span>{typeof props.children === 'string' ? unbroken(props.children)
          : props.children}</span>
      </h2>
      {props.end}
    </div>
  );
}

/** Exactly one aim on a screen, none where a tap is wanted. */
export function Aim(props: { children: ComponentChildren; tight?: boolean }) {
  return <div class={`aim${props.tight ? ' tight' : ''}`}>{props.children}</div>;
}

/** An aim that names its thing in words and characters instead of a plate. */
export function AimBox(props: {
  question: string; value?: string; small?: ComponentChildren;
}) {
  return (
    <Aim>
      <div class="box">
        <Icon name="scan-line" size="l" />
        <div class="sp">
          <h2 class="v">{unbroken(props.question)}</h2>
          {props.value && <Fit class="aimvalue num" text={props.value} />}
          {props.small && <small>{props.small}</small>}
        </div>
      </div>
    </Aim>
  );
}
