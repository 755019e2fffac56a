// SPDX-License-Identifier: Apache-2.0
/** Photos of a thing: small in a row, large at a click, each with who took it and when. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../ui/words.ts';
import { personName } from './names.ts';
import { subjectOf, type PhotoRow, type PhotosOf } from './photos.ts';
import { photos } from './reads.ts';
import { when, whereName } from './shown.ts';

function Photo(props: { row: PhotoRow }) {
  const { row } = props;
  const large = useSignal(false);
  const who = row.by || personName(row.actor);
  const said = { of: subjectOf(row), who, time: when(row.taken_at) };
  return (
    <figure class={large.value ? 'photo large' : 'photo'}>
      {row.state === 'stored'
        ? (
          <button type="button" class="inset-focus" aria-expanded={large.value}
            aria-label={t(large.value ? 'board.photo.small' : 'board.photo.large', said)}
            onClick={() => { large.value = !large.value; }}>
            <img src={`/api/v1/photos/${row.photo}`} alt={t('board.photo.alt', said)}
              loading="lazy" />
          </button>
        )
        : <p class="sm t2">{t(`board.photo.${row.state}`)}</p>}
      <figcaption class="sm t2">
        {[said.of, who, said.time, whereName(row.where), row.note].filter(Boolean).join(' · ')}
      </figcaption>
    </figure>
  );
}

/** Nothing where there are none: most questions have no photo. `only`: that one of them. */
export function Photos(props: { of: PhotosOf; only?: string }) {
  const found = useSignal<readonly PhotoRow[]>([]);
  const asked = JSON.stringify(props.of);
  useEffect(() => {
    let here = true;
    found.value = [];
    if (asked !== '{}') {
      void photos(props.of).then((answer) => {
        if (!here || answer.is !== 'ok') return;
        found.value = answer.body.items.filter(({ photo }) => photo === (props.only ?? photo));
      });
    }
    return () => { here = false; };
  }, [asked]);
  if (!found.value.length) return null;
  return (
    <>
      <h2>{t('board.evidence.photos')}</h2>
      <div class="photos">
        {found.value.map((row) => <Photo row={row} key={row.operation} />)}
      </div>
    </>
  );
}
