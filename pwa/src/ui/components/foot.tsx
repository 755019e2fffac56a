// SPDX-License-Identifier: Apache-2.0
/**
 * The lower edge of a step: at most two buttons under the thumbs. With more side doors than that,
 * one stays outside and the others wait behind "Problem".
 */
import { useSignal } from '@preact/signals';
import type { Icon as OfferIcon, Offer } from '../../flow/step.ts';
import { useLayer } from '../layers.ts';
import { offersFor } from '../offers.ts';
import { say, t } from '../words.ts';
import { Button } from './button.tsx';
import { Sheet } from './sheet.tsx';

const ICONS: Record<OfferIcon, string> = {
  short: 'package-minus', damaged: 'package-x', over: 'package-plus', search: 'search',
  skip: 'skip-forward', undo: 'undo-2', lock: 'lock', empty: 'package-open', list: 'list',
  other: 'arrow-left-right', done: 'check', plus: 'plus', keyboard: 'keyboard', camera: 'camera',
};

const WITH_ICON_MAX = 10; // characters of a line beside an icon in a half button (measured)

function OfferButton(props: { offer: Offer; wide: boolean; onPress: () => void }) {
  const words = say(props.offer.label);
  const fits = props.wide || words.split(' ').every((word) => word.length <= WITH_ICON_MAX);
  return (
    <Button icon={fits ? ICONS[props.offer.icon] : undefined} onPress={props.onPress}
      class={!props.wide && words.length > WITH_ICON_MAX ? 'wrap' : ''}>
      {words}
    </Button>
  );
}

type FootProps = {
  offers: readonly Offer[];
  more?: boolean; // the side doors are what can be done, not what is wrong
  confirm: string | null; // words of the do button, where the step can be confirmed by a tap
  onOffer: (id: string) => void;
  onConfirm: () => void;
};

export function OfferFoot(props: FootProps) {
  const open = useSignal(false);
  useLayer(open.value, () => { open.value = false; });
  const { outside, behind } = offersFor(props.offers);
  if (!outside.length && !behind.length && !props.confirm) return null;
  const choose = (id: string) => { open.value = false; props.onOffer(id); };
  const name = t(props.more ? 'lookup.more' : 'offer.problem');
  const wide = outside.length === 1 && !behind.length;
  return (
    <>
      {open.value && (
        <div class="over" onClick={(event) => {
          if (event.target === event.currentTarget) open.value = false;
        }}>
          <Sheet name={name} title={t(props.more ? 'lookup.what' : 'offer.what')}
            onClose={() => { open.value = false; }}>
            <div class="reasons">
              {behind.map((offer) => (
                <OfferButton offer={offer} wide={false} onPress={() => choose(offer.id)} />
              ))}
            </div>
          </Sheet>
        </div>
      )}
      <footer class="foot wrap">
        {behind.length > 0 && (
          <Button icon={props.more ? 'list' : 'triangle-alert'} data="problem"
            onPress={() => { open.value = true; }}>
            {name}
          </Button>
        )}
        {outside.map((offer) => (
          <OfferButton offer={offer} wide={wide} onPress={() => choose(offer.id)} />
        ))}
        {props.confirm && (
          <Button tone="do" class="wide" onPress={props.onConfirm}>{props.confirm}</Button>
        )}
      </footer>
    </>
  );
}
