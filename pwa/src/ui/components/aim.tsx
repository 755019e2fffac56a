// SPDX-License-Identifier: Apache-2.0
/** The question and the four corners around the thing to be scanned. */
import type { ComponentChildren } from 'preact';
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
export function Aim(props: {
  children: ComponentChildren; tight?: boolean; onType?: () => void; // a tap, where no scan reads
}) {
  return (
    <div class={`aim${props.tight ? ' tight' : ''}`} onClick={props.onType}>{props.children}</div>
  );
}
