// SPDX-License-Identifier: Apache-2.0
/** How many pictures wait to be sent, on the queue's page; nothing while none does. */
import { photosWaiting } from '../../state/photos.ts';
import { t } from '../words.ts';
import { Icon } from './icon.tsx';

export function PhotosWaiting(props: { n?: number }) {
  const n = props.n ?? photosWaiting.value;
  if (n === 0) return null;
  return (
    <p class="sm t2 row"><Icon name="camera" size="m" /><span>{t('photo.waiting', { n })}</span></p>
  );
}
