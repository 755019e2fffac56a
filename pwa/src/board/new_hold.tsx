// SPDX-License-Identifier: Apache-2.0
/** The card that places a hold on what was looked up. Nothing is held before its button. */
import { signal } from '@preact/signals';
import { RANDOM_BYTES, uuid7 } from '../domain/uuid7.ts';
import { IconButton } from '../ui/components/button.tsx';
import { t } from '../ui/words.ts';
import { DecisionCard } from './decision_card.tsx';
import { rows } from './live.ts';
import { covers, placeHold } from './new_hold.ts';
import type { Found } from './reads.ts';

/** True: the card is open beside what was found. */
export const holding = signal(false);
const wanted = signal(''); // id of the chosen cover; of another search, it is not there

const newId = (): string =>
  uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)));

export function NewHold(props: { found: Found; onDone: () => void }) {
  const { found } = props;
  const choices = covers(found, rows.value);
  const over = choices.find((one) => one.id === wanted.value) ?? choices[0];
  if (!holding.value || !over) return null;
  return (
    <aside class="de" aria-label={t('board.new_hold')}>
      <div class="row"><h2 class="sp">{t('board.new_hold')}</h2>
        <IconButton icon="x" name={t('app.close')} onPress={() => { holding.value = false; }} />
      </div>
      <label class="field-row"><span class="lab">{t('board.new_hold.what')}</span>
        <select class="field" id="hold-what" value={over.id}
          onChange={(event) => { wanted.value = event.currentTarget.value; }}>
          {choices.map((one) => (
            <option value={one.id} key={one.id}>{t(one.name.key, one.name.params)}</option>
          ))}
        </select></label>
      <DecisionCard decision={placeHold(over, found, rows.value, newId)} number={null} chosen
        about={`${found.code}|${over.id}`} onChoose={() => {}} onDone={() => {
          holding.value = false;
          props.onDone();
        }} />
    </aside>
  );
}
