// SPDX-License-Identifier: Apache-2.0
/**
 * The scan tray of the demo: barcodes to click, for somebody without a scanner. A strip under
 * the frame on a phone, a panel beside it on wide screens. A click takes the same way as a scan.
 */
import { useSignal } from '@preact/signals';
import { useLayer } from '../layers.ts';
import type { TrayGroup, TrayItem } from '../tray_items.ts';
import { t } from '../words.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { EmptyState } from './list.tsx';
import { Sheet } from './sheet.tsx';

export type TrayProps = {
  groups: readonly TrayGroup[] | null; // null: not read yet
  suggestion: TrayItem | null;
  onScan: (item: TrayItem) => void;
};

function Row(props: { item: TrayItem; fits: boolean; onScan: (item: TrayItem) => void }) {
  const { item } = props;
  return (
    <li>
      <button type="button" class={`item inset-focus${props.fits ? ' on' : ''}`}
        onClick={() => props.onScan(item)}>
        <Icon name="scan-barcode" />
        <span class="txt"><b>{item.label}</b>{item.hint && <span>{item.hint}</span>}</span>
      </button>
    </li>
  );
}

function Groups(props: TrayProps) {
  const { groups, suggestion, onScan } = props;
  if (groups === null) return <p class="t2" role="status">{t('app.loading')}</p>;
  if (!groups.length) {
    return (
      <EmptyState icon="scan-barcode" title={t('tray.empty')}>{t('tray.empty_next')}</EmptyState>
    );
  }
  return (
    <>
      {suggestion && (
        <section><h3 class="lab">{t('tray.fits')}</h3>
          <ul class="list"><Row item={suggestion} fits onScan={onScan} /></ul></section>
      )}
      {groups.map((group) => (
        <section><h3 class="lab">{group.title}</h3>
          <ul class="list">
            {group.items.map((item) => (
              <Row key={item.data} item={item} fits={item === suggestion} onScan={onScan} />
            ))}
          </ul></section>
      ))}
      <a class="sm" href="/api/v1/demo/tray.pdf" target="_blank" rel="noopener">
        {t('tray.print')}</a>
    </>
  );
}

/** Beside the frame, always open. */
export function TrayPanel(props: TrayProps) {
  return (
    <aside class="traypanel" aria-label={t('tray.title')}>
      <header><h2 class="lg">{t('tray.title')}</h2><p class="sm t2">{t('tray.what')}</p></header>
      <div class="traybody"><Groups {...props} /></div>
    </aside>
  );
}

/** Below the frame: one tap scans what fits, another opens the whole tray. */
export function TrayStrip(props: TrayProps) {
  const open = useSignal(false);
  useLayer(open.value, () => { open.value = false; });
  const { suggestion } = props;
  const scan = (item: TrayItem) => { open.value = false; props.onScan(item); };
  return (
    <>
      {open.value && (
        <div class="over fixed" onClick={(event) => {
          if (event.target === event.currentTarget) open.value = false;
        }}>
          <Sheet name={t('tray.title')} title={t('tray.title')}
            onClose={() => { open.value = false; }}>
            <div class="traybody"><Groups {...props} onScan={scan} /></div>
          </Sheet>
        </div>
      )}
      <aside class="traystrip" aria-label={t('tray.title')}>
        {suggestion && (
          <button type="button" class="traynow inset-focus" onClick={() => scan(suggestion)}>
            <Icon name="scan-barcode" />
            <span class="txt"><small>{t('tray.scan_this')}</small>
              <b class="el">{suggestion.label}</b>
              {suggestion.hint && <small class="el">{suggestion.hint}</small>}</span>
          </button>
        )}
        {suggestion
          ? <IconButton icon="chevron-up" name={t('tray.title')}
              onPress={() => { open.value = true; }} />
          : (
            <button type="button" class="traynow inset-focus"
              onClick={() => { open.value = true; }}>
              <Icon name="scan-barcode" /><b class="sp">{t('tray.title')}</b>
              <Icon name="chevron-up" />
            </button>
          )}
      </aside>
    </>
  );
}
