// SPDX-License-Identifier: Apache-2.0
/**
 * Ways to the other pages of a demo, in tabs of their own. A browser keeps one sign-in for an
 * address: on a laptop the desk opens under the machine's other name, where it has its own.
 */
import { t } from '../words.ts';
import { Icon } from './icon.tsx';

/** Names of this machine to itself (RFC 6761, RFC 1122): to a browser they are two addresses. */
const TWINS: Readonly<Record<string, string>> = {
  localhost: '127.0.0.1', '127.0.0.1': 'localhost',
};

/** Where the desk is found with a sign-in of its own; null where there is no such address. */
export function deskOrigin(here: Pick<Location, 'protocol' | 'hostname' | 'port'>): string | null {
  const twin = TWINS[here.hostname];
  const port = here.port && `:${here.port}`;
  return twin === undefined ? null : `${here.protocol}//${twin}${port}`;
}

const PAGES = [
  { path: '/board', icon: 'inbox', words: 'demo.board' },
  { path: '/station', icon: 'printer', words: 'demo.station' },
];

/** Links to the board and the label station, with what happens to the sign-in here. */
export function DemoLinks() {
  const origin = deskOrigin(location);
  return (
    <nav class="col demolinks" aria-label={t('demo.pages')}>
      <div class="row halves">
        {PAGES.map(({ path, icon, words }) => (
          <a class="btn line" href={(origin ?? '') + path} target="_blank" rel="noopener">
            <Icon name={icon} /><span>{t(words)}</span></a>
        ))}
      </div>
      <p class="sm t2">{t(origin === null ? 'demo.one_sign_in' : 'demo.own_sign_in')}</p>
    </nav>
  );
}
