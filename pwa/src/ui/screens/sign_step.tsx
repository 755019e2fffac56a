// SPDX-License-Identifier: Apache-2.0
/** A signature drawn with a finger; kept as a photo of it is. */
import { useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { Input, Step } from '../../flow/step.ts';
import { take_photo } from '../../state/photos.ts';
import { Ask } from '../components/aim.tsx';
import { Button } from '../components/button.tsx';
import { Ladder } from '../components/facts.tsx';
import { Main } from '../components/main.tsx';
import { say, t } from '../words.ts';

const [WIDE, HIGH] = [640, 320]; // of the picture; on the glass it is as wide as the screen
const PEN = 5;

/** Where on the picture a finger is. */
function at(event: PointerEvent, canvas: HTMLCanvasElement): [number, number] {
  const box = canvas.getBoundingClientRect();
  return [(event.clientX - box.left) * WIDE / box.width,
    (event.clientY - box.top) * HIGH / box.height];
}

/** White paper: a picture without background is black in the album. */
function blank(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, WIDE, HIGH);
  Object.assign(pen, { strokeStyle: '#000', lineWidth: PEN, lineCap: 'round', lineJoin: 'round' });
  return pen;
}

export function SignStep(props: { step: Step; send: (input: Input) => void }) {
  const { step, send } = props;
  const paper = useRef<HTMLCanvasElement>(null);
  const pen = useRef<CanvasRenderingContext2D | null>(null);
  const drawn = useSignal(false);
  const busy = useSignal(false);
  const begin = (event: PointerEvent) => {
    const canvas = paper.current!;
    canvas.setPointerCapture(event.pointerId);
    pen.current ??= blank(canvas);
    pen.current.beginPath();
    pen.current.moveTo(...at(event, canvas));
  };
  const draw = (event: PointerEvent) => {
    if (!event.buttons || pen.current === null) return;
    pen.current.lineTo(...at(event, paper.current!));
    pen.current.stroke();
    drawn.value = true;
  };
  const clear = () => {
    pen.current = blank(paper.current!);
    drawn.value = false;
  };
  const keep = () => {
    if (busy.value) return;
    busy.value = true;
    paper.current!.toBlob(async (blob) => {
      send(await take_photo(blob && new File([blob], 'signature.png', { type: 'image/png' })));
      busy.value = false;
    });
  };
  return (
    <>
      <Main>
        <Ask tap>{say(step.question)}</Ask>
        <canvas ref={paper} class="signature" width={WIDE} height={HIGH}
          aria-label={say(step.question)} onPointerDown={begin} onPointerMove={draw} />
        <Ladder facts={step.facts} />
      </Main>
      <footer class="foot">
        <Button onPress={clear} disabled={!drawn.value}>{t('sign.clear')}</Button>
        <Button tone="do" disabled={!drawn.value || busy.value} onPress={keep}>
          {t('sign.keep')}</Button>
      </footer>
    </>
  );
}
