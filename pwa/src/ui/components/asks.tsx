// SPDX-License-Identifier: Apache-2.0
/**
 * What the server said of this person's last work that asks them to do something: it stands over
 * whatever screen is open until it was seen. The queue's page tells it too, but nobody looks there.
 */
import { signal } from '@preact/signals';
import type { EngineState } from '../../contract.ts';
import type { App } from '../../state/app.ts';
import type { Keep } from '../../state/keep.ts';
import { asked } from '../asked.ts';
import { t } from '../words.ts';
import { Band } from './band.tsx';
import { Button } from './button.tsx';

const KEPT = 'asks_seen';
const seen = signal<readonly string[] | null>(null); // null: not read yet

/** Read once; what cannot be read was not seen. */
function read(keep: Keep): void {
  if (seen.peek() !== null) return;
  seen.value = [];
  const take = (kept: unknown): void => { seen.value = Array.isArray(kept) ? kept : []; };
  void keep.get(KEPT).then(take, () => undefined);
}

export function Asks(props: { app: App; state: EngineState }) {
  const { asks } = props.state.sync;
  const { keep } = props.app.ports;
  read(keep);
  const open = asks.filter((one) => !seen.value?.includes(one.op_id));
  const last = open.at(-1);
  if (!last) return null;
  const { title, note } = asked(last);
  const see = (): void => {
    const ids = new Set(asks.map((one) => one.op_id)); // older ones are no longer kept
    seen.value = [...(seen.value ?? []).filter((id) => ids.has(id)), last.op_id];
    void keep.put(KEPT, seen.value).catch(() => undefined);
  };
  return (
    <div class="wideband" role="alert">
      <Band tone={last.answer?.reason === 'held' ? 'hold' : 'attn'} title={title}>
        {note}
        <Button tone="line" onPress={see}>{t('asks.seen')}</Button>
      </Band>
    </div>
  );
}
