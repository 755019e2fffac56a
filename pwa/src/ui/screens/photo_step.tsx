// SPDX-License-Identifier: Apache-2.0
/**
 * Asks for a photo: what of, and one big button that opens the device's own camera, which works
 * with gloves and without network. No picture and no camera are answers too; back goes on.
 */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Input, Step } from '../../flow/step.ts';
import { take_photo } from '../../state/photos.ts';
import { Ask } from '../components/aim.tsx';
import { Button } from '../components/button.tsx';
import { Ladder } from '../components/facts.tsx';
import { Main } from '../components/main.tsx';
import { say, t } from '../words.ts';

export function PhotoStep(props: { step: Step; send: (input: Input) => void }) {
  const { step, send } = props;
  const field = useRef<HTMLInputElement>(null);
  const busy = useSignal(false);
  const given = async (file: File | null) => {
    if (busy.value) return;
    busy.value = true;
    send(await take_photo(file));
    busy.value = false;
    if (field.current) field.current.value = ''; // the same picture again is another photo
  };
  return (
    <>
      <Main>
        <Ask tap>{say(step.question)}</Ask>
        <Ladder facts={step.facts} full />
      </Main>
      <footer class="foot">
        <input ref={field} type="file" accept="image/*" capture="environment" hidden
          onChange={(event) => void given(event.currentTarget.files?.[0] ?? null)}
          onCancel={() => void given(null)} />
        <Button tone="do" icon="camera" class="camera" disabled={busy.value}
          onPress={() => field.current?.click()}>
          {t(busy.value ? 'photo.saving' : 'photo.camera')}
        </Button>
      </footer>
    </>
  );
}
