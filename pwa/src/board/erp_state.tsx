// SPDX-License-Identifier: Apache-2.0
/** How far a document has got: by shape and word, then by colour. */
import { Chip, RackLights } from '../ui/components/marks.tsx';
import { t } from '../ui/words.ts';
import type { DocumentRow } from './rows.ts';

export function DocumentState(props: { row: DocumentRow }) {
  const { state } = props.row;
  if (state === 'refused') {
    return <Chip tone="attn" icon="triangle-alert">{t('board.erp.refused')}</Chip>;
  }
  return (
    <span class="row">
      <RackLights level={state === 'booked' ? 'booked' : 'recorded'} named={false} />
      {t(`board.erp.${state}`)}</span>
  );
}
