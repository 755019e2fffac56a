// SPDX-License-Identifier: Apache-2.0
/** All keys, on one card. */
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from '../ui/components/button.tsx';
import { t } from '../ui/words.ts';
import { helping } from './live.ts';

const KEYS: readonly (readonly [readonly string[], string])[] = [
  [['/'], 'search'], [['J', 'K'], 'move'], [['←', '→'], 'across'],
  [['Enter'], 'open'], [['1', '9'], 'choose'], [['H'], 'hold'], [['N'], 'new'], [['Esc'], 'close'],
  [['G', 'T'], 'tasks'], [['G', 'E'], 'exceptions'], [['G', 'S'], 'stock'],
  [['G', 'O'], 'outbound'], [['G', 'D'], 'devices'], [['G', 'R'], 'erp'], [['G', 'C'], 'settings'],
  [['G', 'P'], 'planning'], [['G', 'H'], 'rules'],
  [['?'], 'help'],
];

export function Help() {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog class="help" ref={box} aria-label={t('board.help')}
      onClose={() => { helping.value = false; }}>
      <div class="row"><h2 class="sp big">{t('board.help')}</h2>
        <IconButton icon="x" name={t('app.close')}
          onPress={() => { helping.value = false; }} /></div>
      <dl class="keys">
        {KEYS.map(([keys, name]) => (
          <div><dt>{keys.map((key) => <kbd>{key}</kbd>)}</dt>
            <dd>{t(`board.help.${name}`)}</dd></div>
        ))}
      </dl>
      <p class="sm t2">{t('board.help.enter')}</p>
    </dialog>
  );
}
