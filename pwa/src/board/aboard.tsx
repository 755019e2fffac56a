// SPDX-License-Identifier: Apache-2.0
/** What is on board, read from the server when a truck is chosen: cartons, parts, held units. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ShipmentRow } from '../domain/rows.ts';
import { Band } from '../ui/components/band.tsx';
import { Icon } from '../ui/components/icon.tsx';
import { count, t } from '../ui/words.ts';
import { aboard, differs, hasLeft, standsIn, type Aboard, type Loaded } from './aboard.ts';
import { rows } from './live.ts';
import { allMoves, allStock } from './reads.ts';
import { holdName } from './told.ts';

const PLATES = 40; // looked into one by one; a longer list is said

type Seen = Readonly<{ shipment: string; goods: readonly Loaded[]; more: number; cannot: boolean }>;
const seen = signal<Seen | null>(null);

/** What is in one plate on board; of a truck that has left, what left in it. */
async function inPlate(lpn: string, left: boolean): Promise<readonly Loaded[] | null> {
  if (!left) {
    const found = await allStock({ lpn });
    return found.is === 'ok' ? found.body.items.map(standsIn) : null;
  }
  const found = await allMoves({ holder: `lpn:${lpn}` });
  return found.is === 'ok'
    ? found.body.items.filter((one) => one.target === '@customer').map(hasLeft) : null;
}

async function look(row: ShipmentRow): Promise<Seen> {
  const plates = row.lpns.slice(0, PLATES);
  const found = await Promise.all(plates.map((lpn) => inPlate(lpn, row.state === 'confirmed')));
  return {
    shipment: row.shipment, goods: found.flatMap((one) => one ?? []),
    more: row.lpns.length - plates.length, cannot: found.includes(null),
  };
}

/** Reads what is on board now, and again when something is loaded or a hold comes or goes. */
export function useAboard(row: ShipmentRow | null): Aboard | null {
  const { hold } = rows.value;
  useEffect(() => {
    let here = true;
    if (row) void look(row).then((found) => { if (here) seen.value = found; });
    return () => { here = false; };
  }, [row, hold]);
  const known = seen.value;
  return row && known?.shipment === row.shipment
    ? aboard(row, known.goods, rows.value, known.more) : null;
}

/** A unit by what people compare: its serial or lot, its part, its carton. */
export const unitName = (one: Pick<Loaded, 'part' | 'lot' | 'serial' | 'quantity'>): string =>
  [one.serial || (one.quantity > 1 ? count(one.quantity) : ''), one.part, one.lot]
    .filter(Boolean).join(' ');

export const heldName = (one: Loaded): string => t('board.aboard.held_by', {
  unit: unitName(one), carton: one.carton,
  holds: one.holds.map((hold) => holdName(hold, rows.value)).join(', '),
});

function Held(props: { held: readonly Loaded[] }) {
  if (!props.held.length) return null;
  return (
    <Band tone="hold" icon="lock" title={t('board.aboard.held', { n: props.held.length })}>
      <ul>{props.held.map((one) => <li class="anywhere">{heldName(one)}</li>)}</ul>
    </Band>
  );
}

/** Packed for this truck and not on it: it stays, and its order goes on with the next one. */
function Missing(props: { missing: Aboard['missing'] }) {
  if (!props.missing.length) return null;
  return (
    <Band tone="attn" icon="triangle-alert"
      title={t('board.aboard.missing', { n: props.missing.length })}>
      <ul>{props.missing.map(({ carton, order }) => (
        <li class="anywhere">{t('board.aboard.missing.one', { carton, order })}</li>
      ))}</ul>
    </Band>
  );
}

/** Parts against what the orders ask, then each carton with its goods. */
export function Contents(props: { found: Aboard }) {
  const { found } = props;
  return (
    <section aria-label={t('board.aboard')} class="col gap3">
      <Held held={found.held} /><Missing missing={found.missing} />
      <ul class="lines">
        {found.parts.map((one) => {
          const how = differs(one);
          return (
            <li key={one.part}><b class="part sp">{one.part}</b>
              <span class="nw">{how === 'unasked' ? count(one.aboard)
                : t('board.of', { n: one.aboard, total: one.asked })}</span>
              {how && <span class="row nw"><Icon name="triangle-alert" size="s" />
                {t(`board.aboard.${how}`, { n: Math.abs(one.aboard - one.asked) })}</span>}</li>
          );
        })}
      </ul>
      <dl class="gone">
        {found.cartons.map((one) => (
          <div class="wide" key={one.carton}><dt class="code">{one.carton}</dt>
            <dd class="plain">{one.goods.map(unitName).join(' · ') || t('board.aboard.empty')}</dd>
          </div>
        ))}
      </dl>
      {found.more > 0 && <p class="sm t2">{t('board.told.more', { n: found.more })}</p>}
      {seen.value?.cannot && <p class="sm t2">{t('board.reads.cannot')}</p>}
    </section>
  );
}
