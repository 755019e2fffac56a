// SPDX-License-Identifier: Apache-2.0
/**
 * Decision cards: number, name, consequences, then the button. The button of the chosen card alone
 * is filled; a number chooses a card, only Enter on its button (or a click) decides.
 */
import { useSignal, type Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Band } from '../ui/components/band.tsx';
import { Icon } from '../ui/components/icon.tsx';
import { Chip } from '../ui/components/marks.tsx';
import { unbroken } from '../ui/components/unbroken.tsx';
import { t } from '../ui/words.ts';
import { heldName } from './aboard.tsx';
import type { Fault, Reply, Sealed } from './ask.ts';
import type { Decision, Field, More, Words } from './decision.ts';
import { away, decide, open, rows, told } from './live.ts';
import { availability, partsLike, type PartFound } from './reads.ts';
import { plain } from './rows.ts';
import { isFirst } from './second.ts';
import { named } from './shown.ts';
import { Signature } from './signature.tsx';
import { holdName } from './told.ts';

const say = (words: Words): string => t(words.key, words.params);

const NOTE_CHARS = 200; // a line; whoever needs more speaks with somebody

type Props = {
  about: string; // the question; another one empties the fields
  decision: Decision; number: number | null; chosen: boolean; onChoose: () => void;
  onDone?: (reply: Reply) => void;
  children?: (said: More) => ComponentChildren; // what follows from what is said so far
};

function Effects(props: { decision: Decision }) {
  return (
    <dl class="effects">
      {props.decision.effects.map((one) => (
        <><dt>{t(`board.on.${one.on}`)}</dt>
          <dd class={one.odd ? 'odd' : undefined}>
            {one.odd && <Icon name="triangle-alert" size="s" />}{unbroken(say(one.say))}</dd></>
      ))}
    </dl>
  );
}

/** The way to each hold that stops it: what is decided there lets it go here. */
function Stops(props: { holds: readonly string[] }) {
  return (
    <div class="row wrap">
      {props.holds.map((hold) => (
        <button type="button" class="btn sm" key={hold}
          onClick={() => open('exceptions', `hold:${hold}`)}>
          <Icon name="lock" size="s" />
          {t('board.decide.see_hold', { hold: holdName(hold, rows.value) })}</button>
      ))}
    </div>
  );
}

/** "Lots, to: the first is after the last": which field, and what of it. */
const faultText = ({ field, text }: Fault): string => [
  field.split(',').filter(Boolean).map((one) => named('board.field', one)).join(', '),
  named('board.fault', text),
].filter(Boolean).join(': ');

function Answer(props: { reply: Reply | null }) {
  const { reply } = props;
  if (isFirst(reply)) {
    return <Band tone="attn" icon="clock" title={t('board.answer.first')}>
      {t('board.answer.first.next')}</Band>;
  }
  if (!reply || reply.is === 'done' || reply.is === 'sign_in') return null;
  if (reply.is === 'unknown') {
    return <Band tone="attn" title={t('board.answer.unknown')}>
      {t('board.answer.unknown.next')}</Band>;
  }
  return (
    <Band tone="attn" icon="triangle-alert" title={t(`board.answer.${reply.is}`)}>
      {named('reason', reply.reason)}
      {reply.fault && <p><b>{faultText(reply.fault)}</b></p>}
      {reply.units && <ul>{reply.units.map((one) => (
        <li class="anywhere">{heldName({ ...one, carton: plain(one.holder), quantity: 1 })}</li>
      ))}</ul>}
    </Band>
  );
}

type FieldsProps = { decision: Decision; more: More; onMore: (more: More) => void };

/** What a field holds now: what was typed, else what it starts with. */
const saidIn = ({ fields = [] }: Decision, more: More): More =>
  Object.fromEntries(fields.map(({ name, starts = '' }) => [name, more[name] ?? starts]));

function Input(props: { of: Field; id: string; value: string; onSay: (value: string) => void }) {
  const { of, id, value } = props;
  const said = { class: 'field', name: id, value, autocomplete: 'off',
    list: of.part ? `${id}-like` : undefined,
    'aria-describedby': of.wrong || of.part ? `${id}-wrong` : undefined };
  const give = (event: { currentTarget: { value: string } }) =>
    props.onSay(event.currentTarget.value);
  if (of.choices) {
    return (
      <select {...said} onChange={give}>
        <option value="">{of.empty ? say(of.empty) : t('board.ask.choose')}</option>
        {of.choices.map((one) => (
          <option value={one.value} key={one.value}>{say(one.say)}</option>
        ))}
      </select>
    );
  }
  if (of.type === 'date') return <input {...said} type="date" onInput={give} />;
  if (of.type === 'secret') return <input {...said} type="password" onInput={give} />;
  return (
    <input {...said} inputMode={of.type === 'whole' ? 'numeric' : 'text'} maxLength={NOTE_CHARS}
      onInput={give} />
  );
}

const TYPING_MS = 400; // between two characters of a number
const LIKE_MAX = 12; // parts that are offered; who types on gets others

type Named = Readonly<{ stranger: Words | null; like: readonly PartFound[] }>;

/**
 * A part that the catalogue does not have may come; who mistyped it is told so. What it has that
 * begins so is offered.
 */
function useNamed(of: Field, value: string): Named {
  const stranger = useSignal('');
  const like = useSignal<readonly PartFound[]>([]);
  const part = of.part ? value.trim() : '';
  useEffect(() => {
    stranger.value = '';
    if (!part) return undefined;
    const timer = setTimeout(() => {
      void availability(part).then((found) => {
        if (found.is === 'none') stranger.value = part;
      });
      void partsLike(part.toUpperCase()).then(({ items }) => { like.value = items; });
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [part]);
  const strange = part !== '' && stranger.value === part;
  return {
    stranger: strange ? { key: 'board.field.stranger', params: { part } } : null,
    like: part ? like.value.slice(0, LIKE_MAX) : [],
  };
}

/** One more thing to say; what was typed and will not do is said under it. */
function FieldRow(props: { of: Field; id: string; said: More; onSay: (value: string) => void }) {
  const { of, id, said } = props;
  const value = said[of.name]!;
  const { stranger, like } = useNamed(of, value);
  const wrong = of.wrong?.(value, said) ?? stranger;
  if (of.type === 'sign') {
    return <Signature label={say(of.label)} id={id} of={of.of ?? {}} onSay={props.onSay} />;
  }
  return (
    <div class={of.half ? 'half' : undefined}>
      <label class="field-row"><span class="lab">{say(of.label)}
        {of.needed && ` ${t('board.field.needed')}`}</span>
        <Input of={of} id={id} value={value} onSay={props.onSay} /></label>
      {of.part && <datalist id={`${id}-like`}>
        {like.map((one) => <option value={one.part} key={one.part}>{one.description}</option>)}
      </datalist>}
      {(of.wrong || of.part) && <p class="sm wrong" id={`${id}-wrong`} role="status">
        {wrong && <><Icon name="triangle-alert" size="s" /> {say(wrong)}</>}</p>}
    </div>
  );
}

function Fields(props: FieldsProps) {
  const { decision } = props;
  const said = saidIn(decision, props.more);
  if (!decision.fields?.length) return null;
  return (
    <div class="fields">
      {decision.fields.map((of) => (
        <FieldRow of={of} id={`${of.name}-${decision.id}`} said={said} key={of.name}
          onSay={(value) => props.onMore({ ...props.more, [of.name]: value })} />
      ))}
    </div>
  );
}

type AskingProps = {
  decision: Decision; why: string; qualify: boolean; note: string;
  onNote: (note: string) => void; onWhy: (why: string) => void; onQualify: (yes: boolean) => void;
};

function Asking(props: AskingProps) {
  const { ask, qualify, id } = props.decision;
  return (
    <>
      {ask && (
        <label class="field-row"><span class="lab">{t(`board.ask.${ask.name}`)}</span>
          <select class="field" name={`${ask.name}-${id}`} value={props.why}
            onChange={(event) => props.onWhy(event.currentTarget.value)}>
            <option value="">{t('board.ask.choose')}</option>
            {ask.choices.map((one) => (
              <option value={one} key={one}>{t(`${ask.words ?? 'board.reason'}.${one}`)}</option>
            ))}
          </select>
        </label>
      )}
      {ask?.note && (
        <label class="field-row"><span class="lab">{t('board.ask.note')}</span>
          <input class="field" name={`note-${id}`} value={props.note} maxLength={NOTE_CHARS}
            autocomplete="off" onInput={(event) => props.onNote(event.currentTarget.value)} />
        </label>
      )}
      {qualify && (
        <label class="tick"><input type="checkbox" checked={props.qualify}
          onChange={(event) => props.onQualify(event.currentTarget.checked)} />
          <span>{say(qualify)}</span></label>
      )}
    </>
  );
}

/** One choice. */
export function DecisionCard(props: Props) {
  const { decision, chosen } = props;
  const why = useSignal('');
  const note = useSignal('');
  const qualify = useSignal(false);
  const more = useSignal<More>({});
  const busy = useSignal(false);
  const reply = useSignal<Reply | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const alert = useRef<HTMLDivElement>(null);
  const said = saidIn(decision, more.value);
  const ready = (!decision.ask || why.value !== '')
    && (decision.fields ?? []).every(({ name, fits }) => fits(said[name]!, said));
  const goes = chosen && !decision.stopped; // what will be declined does not invite
  useEffect(() => { // another question: nothing is said yet
    [reply.value, why.value, note.value, qualify.value, more.value] = [null, '', '', false, {}];
  }, [props.about, decision.id]);
  /** An answer to what was said before says nothing of what is said now; one that is lost does. */
  const changed = () => { if (reply.value?.is !== 'unknown') reply.value = null; };
  const sayMore = (next: More) => {
    if (Object.keys(next).some((name) => next[name] !== said[name])) changed();
    more.value = next;
  };
  const into = <T,>(held: Signal<T>) => (next: T) => { held.value = next; changed(); };
  const press = async () => {
    const again: Sealed | null = reply.value?.is === 'unknown' ? reply.value.sealed : null;
    busy.value = true;
    reply.value = await decide(
      decision, { why: why.value, qualify: qualify.value, note: note.value, more: said }, again);
    busy.value = false;
    if (reply.value.is !== 'done') {
      return void setTimeout(() => alert.current?.scrollIntoView({ block: 'nearest' }));
    }
    told.value = isFirst(reply.value) ? t('board.answer.first')
      : t('board.answer.done', { what: say(decision.title) });
    props.onDone?.(reply.value);
  };
  return (
    <section class={`dc${chosen ? ' on' : ''}`} data-decision={props.number ?? 1}
      aria-label={say(decision.title)} onClick={props.onChoose} onFocusIn={props.onChoose}>
      <div class="row">{props.number !== null && <kbd>{props.number}</kbd>}
        <h3 class="sp">{unbroken(say(decision.title))}</h3>
        {decision.mark === 'hold' && <Chip tone="hold" icon="lock">{t('mark.hold')}</Chip>}
      </div>
      <Effects decision={decision} />
      {decision.stopped && <Stops holds={decision.stopped} />}
      <Fields decision={decision} more={more.value} onMore={sayMore} />
      {props.children?.(said)}
      <Asking decision={decision} why={why.value} qualify={qualify.value} note={note.value}
        onNote={into(note)} onWhy={into(why)} onQualify={into(qualify)} />
      <div role="alert" ref={alert}><Answer reply={reply.value} /></div>
      <button type="button" ref={button} class={`btn desk${goes ? ' do' : ''}`}
        disabled={!ready || busy.value || away.value} onClick={() => void press()}>
        {busy.value ? t('signin.busy') : reply.value?.is === 'unknown' ? t('board.answer.again')
          : say(decision.button)}
        {goes && ready && <kbd>↵</kbd>}
      </button>
    </section>
  );
}

/** All choices of one question, under what to do on the floor. */
export function Decisions(props: {
  decisions: readonly Decision[]; chosen: number; onChoose: (n: number) => void; none: string;
  about: string; children?: ComponentChildren;
}) {
  const { decisions } = props;
  return (
    <aside class="de" aria-label={t('board.decide')}>
      <div class="row"><h2 class="sp">{t('board.decide')}</h2>
        <span class="sm t3">{decisions.length > 0 && t('board.decide.nothing_yet')}</span></div>
      {props.none && <Band icon="info" title={
        t(decisions.length ? 'board.decide.floor' : 'board.decide.none')}>{props.none}</Band>}
      {props.children}
      {decisions.map((one, n) => (
        <DecisionCard decision={one} number={n + 1} chosen={props.chosen === n} key={one.id}
          about={props.about} onChoose={() => props.onChoose(n)} />
      ))}
    </aside>
  );
}
