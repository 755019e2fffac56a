// SPDX-License-Identifier: Apache-2.0
/** Several proposals at once: each is a request of its own, sent in turn; one declined stays. */
import { useSignal } from '@preact/signals';
import { Band } from '../ui/components/band.tsx';
import { t } from '../ui/words.ts';
import type { Reply, Sealed } from './ask.ts';
import { away, decide, told } from './live.ts';
import { moveHome, type Proposal } from './planning.ts';
import { named } from './shown.ts';

type Props = {
  chosen: readonly Proposal[]; days: number;
  onDone: (done: readonly string[]) => Promise<void>; // parts of which a task was made
};
type Failed = ReadonlyMap<string, Reply>;

/** Why there is no task: a reason in words, or that there was no answer. */
const why = (reply: Reply): string => ('reason' in reply ? named('reason', reply.reason)
  : t('board.answer.unknown'));

export function Several(props: Props) {
  const { chosen } = props;
  const busy = useSignal(false);
  const failed = useSignal<Failed>(new Map());
  const make = async () => {
    busy.value = true;
    const done: string[] = [];
    const left = new Map<string, Reply>();
    for (const one of chosen) {
      const before = failed.value.get(one.part);
      const again: Sealed | null = before?.is === 'unknown' ? before.sealed : null;
      const reply = await decide(moveHome(one), { why: '', qualify: false }, again);
      if (reply.is === 'sign_in') return;
      if (reply.is === 'done') done.push(one.part);
      else left.set(one.part, reply);
      if (reply.is === 'unknown') break; // the others would not be heard either
    }
    failed.value = left;
    busy.value = false;
    if (done.length) told.value = t('board.slotting.several.done', { n: done.length });
    await props.onDone(done);
  };
  const saved = chosen.reduce((sum, one) => sum + one.saved, 0);
  return (
    <section class="dc on" aria-label={t('board.slotting.several', { n: chosen.length })}>
      <h3>{t('board.slotting.several', { n: chosen.length })}</h3>
      <p>{t('board.slotting.saves', { n: saved, days: props.days })}</p>
      <ul class="lines">
        {chosen.map((one) => (
          <li key={one.part}><b class="part sp">{one.part}</b><span class="t2 nw">
            {one.source} → {one.target}</span></li>
        ))}
      </ul>
      <div role="alert">{failed.value.size > 0 && (
        <Band tone="attn" title={t('board.slotting.several.failed', { n: failed.value.size })}>
          <ul>{[...failed.value].map(([part, reply]) => (
            <li class="anywhere" key={part}>{part}: {why(reply)}</li>
          ))}</ul></Band>
      )}</div>
      <button type="button" class="btn desk do" disabled={busy.value || away.value}
        onClick={() => void make()}>
        {busy.value ? t('signin.busy') : t('board.slotting.several.go', { n: chosen.length })}
      </button>
    </section>
  );
}
