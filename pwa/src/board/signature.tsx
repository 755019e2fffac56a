// SPDX-License-Identifier: Apache-2.0
/**
 * A signature at the desk: drawn with pen or mouse, or a name typed onto the same paper. It is kept
 * as a photo is; the departure names that photo.
 */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { PhotoSubject } from '../domain/operation.ts';
import { Icon } from '../ui/components/icon.tsx';
import { t } from '../ui/words.ts';
import { keepSigned } from './live.ts';

const [WIDE, HIGH] = [640, 240]; // of the picture; on the glass it is as wide as the card
const PEN = 4;
const NAME = 40; // characters of a name that is written onto the paper
const QUALITY = 0.8;

/** Where on the picture the pen is. */
function at(event: PointerEvent, canvas: HTMLCanvasElement): [number, number] {
  const box = canvas.getBoundingClientRect();
  return [(event.clientX - box.left) * WIDE / box.width,
    (event.clientY - box.top) * HIGH / box.height];
}

/** White paper: a picture without background is black in the album. */
function blank(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const pen = canvas.getContext('2d')!;
  Object.assign(pen, { fillStyle: '#fff' });
  pen.fillRect(0, 0, WIDE, HIGH);
  Object.assign(pen, { strokeStyle: '#000', fillStyle: '#000', lineWidth: PEN, lineCap: 'round',
    lineJoin: 'round', textBaseline: 'middle', textAlign: 'center' });
  return pen;
}

/** The name, as large as the paper allows. */
function written(pen: CanvasRenderingContext2D, name: string): void {
  let size = 72;
  do {
    pen.font = `italic ${size}px serif`;
    size -= 4;
  } while (size > 16 && pen.measureText(name).width > WIDE - 40);
  pen.fillText(name, WIDE / 2, HIGH / 2);
}

type Props = { label: string; id: string; of: PhotoSubject; onSay: (photo: string) => void };
type State = 'empty' | 'drawn' | 'busy' | 'kept' | 'away';

/** What may be done with the paper now, and what became of it. */
function Keeping(props: { state: State; onKeep: () => void; onClear: () => void }) {
  const { state } = props;
  return (
    <div class="row wrap">
      <button type="button" class="btn sm" disabled={state !== 'drawn' && state !== 'away'}
        onClick={props.onKeep}>{t('board.sign.keep')}</button>
      <button type="button" class="btn sm" disabled={state === 'empty' || state === 'busy'}
        onClick={props.onClear}>{t('board.sign.clear')}</button>
      <span class="sm t2 row" role="status">
        {state === 'kept' && <Icon name="check" size="s" />}
        {state !== 'empty' && t(`board.sign.${state}`)}</span>
    </div>
  );
}

export function Signature(props: Props) {
  const paper = useRef<HTMLCanvasElement>(null);
  const pen = useRef<CanvasRenderingContext2D | null>(null);
  const state = useSignal<State>('empty');
  const name = useSignal('');
  const fresh = (): CanvasRenderingContext2D => {
    props.onSay('');
    state.value = 'empty';
    return pen.current = blank(paper.current!);
  };
  const begin = (event: PointerEvent) => {
    if (state.value === 'busy') return;
    if (pen.current === null || state.value === 'kept') fresh();
    paper.current!.setPointerCapture(event.pointerId);
    pen.current!.beginPath();
    pen.current!.moveTo(...at(event, paper.current!));
  };
  const draw = (event: PointerEvent) => {
    if (!event.buttons || pen.current === null || state.value === 'busy') return;
    pen.current.lineTo(...at(event, paper.current!));
    pen.current.stroke();
    state.value = 'drawn';
  };
  const type = (text: string) => {
    name.value = text;
    const clean = fresh();
    if (text.trim()) {
      written(clean, text.trim());
      state.value = 'drawn';
    }
  };
  const keep = () => {
    state.value = 'busy';
    paper.current!.toBlob(async (blob) => {
      const photo = blob && await keepSigned(await blob.arrayBuffer(), props.of);
      state.value = photo ? 'kept' : 'away';
      props.onSay(photo ?? '');
    }, 'image/jpeg', QUALITY);
  };
  return (
    <fieldset class="field-row"><legend class="lab">{props.label}</legend>
      <canvas ref={paper} class="sign" width={WIDE} height={HIGH} role="img"
        aria-label={t('board.sign.paper')} onPointerDown={begin} onPointerMove={draw} />
      <label class="field-row"><span class="lab">{t('board.sign.type')}</span>
        <input class="field" name={props.id} value={name.value} maxLength={NAME}
          autocomplete="off" disabled={state.value === 'busy'}
          onInput={(event) => type(event.currentTarget.value)} /></label>
      <Keeping state={state.value} onKeep={keep} onClear={() => { name.value = ''; fresh(); }} />
    </fieldset>
  );
}
