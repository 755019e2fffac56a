// SPDX-License-Identifier: Apache-2.0
/** Things to tap. A hand in a glove needs 56 px; the filled `do` button occurs once a screen. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconSize } from './icon.tsx';

export type ButtonTone = 'do' | 'stop' | 'hold' | 'line' | 'plain';

type ButtonProps = {
  tone?: ButtonTone;
  icon?: string;
  disabled?: boolean;
  pressed?: boolean;
  class?: string;
  data?: 'problem'; // found by the hardware key of that name
  onPress: () => void;
  children: ComponentChildren;
};

export function Button(props: ButtonProps) {
  const tone = props.tone && props.tone !== 'plain' ? ` ${props.tone}` : '';
  const look = `btn${tone}${props.pressed ? ' on' : ''} ${props.class ?? ''}`.trim();
  return (
    <button type="button" class={look} disabled={props.disabled} onClick={props.onPress}
      aria-pressed={props.pressed} data-problem={props.data === 'problem' || undefined}>
      {props.icon && <Icon name={props.icon} />}
      <span>{props.children}</span>
    </button>
  );
}

type IconButtonProps = {
  icon: string;
  name: string;
  size?: IconSize;
  solid?: boolean;
  flip?: boolean;
  class?: string;
  onPress: () => void;
};

/** An icon alone: back, close, menu, plus, minus, delete. `name` is read aloud. */
export function IconButton(props: IconButtonProps) {
  const look = `iconbtn inset-focus${props.solid ? ' solid' : ''} ${props.class ?? ''}`.trim();
  return (
    <button type="button" class={look} aria-label={props.name} onClick={props.onPress}>
      <Icon name={props.icon} size={props.size} flip={props.flip} />
    </button>
  );
}
