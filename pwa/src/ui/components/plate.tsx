// SPDX-License-Identifier: Apache-2.0
/**
 * A place, drawn as the label that hangs on its shelf: same characters, same order, same look.
 * The text inside is the plain code, so copying a plate gives `A07-032-C`.
 */
import type { Plate as Place } from '../../flow/step.ts';
import { t } from '../words.ts';
import { Fit } from './fit.tsx';
import { Icon } from './icon.tsx';

/** The code with its separators set lighter. */
function Code(props: { code: string }) {
  const parts = props.code.split(/(-)/);
  return <>{parts.map((part) => (part === '-' ? <em>-</em> : part))}</>;
}

/** What a screen reader says: "Location A07-032-C, level 3". */
export function plateName(place: Pick<Place, 'location' | 'level'>): string {
  return place.level
    ? t('plate.name_level', { location: place.location, level: place.level })
    : t('plate.name', { location: place.location });
}

/** The large plate inside the aim; a long code is set smaller, never broken. */
export function Plate(props: { place: Place }) {
  const { place } = props;
  return (
    <span class="plate" role="img" aria-label={plateName(place)}>
      {(place.zone || place.level || place.confirm) && (
        <span class="h">
          <span>{place.zone && t('plate.zone', { zone: place.zone })}</span>
          {place.level && <span>▲ {t('plate.level', { level: place.level })}</span>}
          {place.confirm && <span><Icon name="check" size="s" />{place.confirm}</span>}
        </span>
      )}
      <Fit class="p" text={place.location}><Code code={place.location} /></Fit>
    </span>
  );
}

/** Mini for rows, tiny for tables. */
export function SmallPlate(props: { location: string; level?: string; tiny?: boolean }) {
  return (
    <span class={`plate ${props.tiny ? 'tiny' : 'mini'}`} role="img"
      aria-label={plateName({ location: props.location, level: props.level ?? '' })}>
      <Code code={props.location} />
    </span>
  );
}
