// SPDX-License-Identifier: Apache-2.0
/** End of a shift: what is still saved only here stays with the person who scanned it. */
import type { SyncState } from '../../contract.ts';
import { Band } from '../components/band.tsx';
import { Button } from '../components/button.tsx';
import { Header } from '../components/header.tsx';
import { Main } from '../components/main.tsx';
import { RackLights } from '../components/marks.tsx';
import { t } from '../words.ts';

export type SignOutProps = {
  person: string;
  sync: SyncState;
  open: string | null; // a step left half-way, in words
  busy: boolean;
  onSignOut: () => void;
  onTry: () => void;
  onClose: () => void;
};

export function SignOutScreen(props: SignOutProps) {
  const { sync } = props;
  return (
    <>
      <Header title={t('signout.title')} subtitle={props.person}
        lead={{ icon: 'chevron-left', name: t('app.back'), onPress: props.onClose }} />
      <Main>
        {sync.pending > 0 ? (
          <>
            <div class="row bigline"><RackLights level="saved" big />
              <h2 class="lg">{t('signout.pending', { n: sync.pending })}</h2></div>
            <Band tone="off" title={t('signout.stay')}>
              {t(sync.online ? 'signout.soon' : 'signout.dock')}
            </Band>
          </>
        ) : (
          <div class="row bigline"><RackLights level="recorded" big />
            <h2 class="lg">{t('signout.all_recorded')}</h2></div>
        )}
        {props.open && <Band title={t('signout.open')} icon="pause">{props.open}</Band>}
        {!sync.online && <Band tone="attn" title={t('signout.offline')}>
          {t('signout.offline_next')}</Band>}
      </Main>
      <footer class="foot">
        {sync.pending > 0 && <Button onPress={props.onTry}>{t('queue.try')}</Button>}
        <Button tone="do" disabled={props.busy} onPress={props.onSignOut}>{t('signout.go')}</Button>
      </footer>
    </>
  );
}
