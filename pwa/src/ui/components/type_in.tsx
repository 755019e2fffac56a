// SPDX-License-Identifier: Apache-2.0
/** One field for what no reader reads. The soft keyboard comes because somebody asked for it. */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useLayer } from '../layers.ts';
import { in_digits } from '../type_in.ts';
import type { Typing } from '../type_in.ts';
import { t } from '../words.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Main } from './main.tsx';
import { unbroken } from './unbroken.tsx';

const LABELS: Readonly<Record<Typing, string>> = {
  code: 'type.code', digits: 'type.code', check: 'type.check', date: 'type.date',
  text: 'type.text', name: 'type.name',
};

type TypeInProps = {
  question: string;
  typing: Typing;
  onDone: (text: string) => void;
  onClose: () => void;
};

export function TypeIn(props: TypeInProps) {
  const { typing, onDone, onClose } = props;
  const text = useSignal('');
  const digits = useSignal(in_digits(typing));
  const field = useRef<HTMLInputElement>(null);
  useLayer(true, onClose);
  useLayoutEffect(() => field.current?.focus(), [digits.value]);
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.value.trim()) onDone(text.value.trim());
  };
  return (
    <Main>
      <form class="col typed" onSubmit={submit} autocomplete="off">
        <label class="col">
          <span class="ask tap">{unbroken(props.question)}</span>
          <span class="sm t2">{t(LABELS[typing])}</span>
          <input class={typing === 'name' ? 'field' : 'field code'} ref={field} value={text.value}
            inputMode={digits.value ? 'numeric' : 'text'} enterKeyHint="done"
            autocapitalize={typing === 'name' ? 'words' : 'characters'} spellcheck={false}
            autocomplete="off" onInput={(event) => { text.value = event.currentTarget.value; }} />
        </label>
        <button type="submit" class="btn do" disabled={!text.value.trim()}>
          <Icon name="check" /><span>{t('type.take')}</span>
        </button>
        <div class="row">
          {typing !== 'name' && (
            <Button class="sp" icon="keyboard" onPress={() => { digits.value = !digits.value; }}>
              {digits.value ? 'ABC' : '123'}
            </Button>
          )}
          <Button class="sp" icon="x" onPress={onClose}>{t('type.cancel')}</Button>
        </div>
      </form>
    </Main>
  );
}
