// SPDX-License-Identifier: Apache-2.0
/**
 * Words of the photo flow: a picture as evidence of what the step below it is about. It is a side
 * door of that step: it keeps its context, takes one picture, and gives the step back.
 */
import { draft } from '../domain/operation.ts';
import type { Bodies, PhotoSubject } from '../domain/operation.ts';
import type { Data, Frame } from './data.ts';
import { fact, part_fact, place_fact } from './pieces.ts';
import type { Fact } from './step.ts';
import type { Ctx, Words } from './words.ts';
import { attn, band, text } from './words.ts';

export const NO_PHOTO = ['none', 'full', 'unreadable'] as const;

const PLATE = /^lpn:(.+)/;
const plate_in = (holder: string | undefined): string | undefined =>
  PLATE.exec(holder ?? '')?.[1];
const place_in = (holder: string | undefined): string | undefined =>
  (plate_in(holder) === undefined ? holder : undefined);

/** What a step is about, as far as it knows: the nearer things first. */
function subject({ data }: Frame): PhotoSubject {
  const { scope, source } = data;
  const stands = data.holder ?? source?.holder ?? data.dock ?? data.door;
  const named = {
    operation: data.strange?.operation ?? data.back?.id,
    hold: data.held,
    lpn: scope?.lpn ?? data.lpn ?? data.carton ?? data.tote ?? plate_in(stands),
    part: scope?.part ?? data.part,
    asn: data.asn,
    order: data.order,
    location: scope?.location ?? place_in(stands),
  };
  return Object.fromEntries(Object.entries(named).filter(([, code]) => code != null));
}

const key_of = (frame: Frame): string => JSON.stringify(subject(frame));

/** How many photos were taken of what this step is about now. */
export const photos_of = (frame: Frame): number =>
  (frame.photos?.of === key_of(frame) ? frame.photos.n : 0);

/** A hold or a return gets its id with its first photo, so that both are found together. */
export function before_photo(frame: Frame, id: string): Frame {
  const { flow, data } = frame;
  if (flow === 'hold') return { ...frame, data: { held: id, ...data } };
  if (flow !== 'returns' || data.back === undefined) return frame;
  return { ...frame, data: { ...data, back: { id, ...data.back } } };
}

/** What the photo flow is opened with, by the step that asks for it. */
export function photo_params(frame: Frame): Data {
  return { photo: { of: subject(frame), where: `${frame.flow}.${frame.state}` } };
}

const ASIDE: readonly string[] = ['difference', 'unexpected'];

/** What goes on a plate of its own is told later: its photos are kept for it. */
const kept_for_side = ({ flow, state, data }: Frame, taken: Bodies['photo']): Data =>
  (flow === 'receive' && ASIDE.includes(state)
    ? { ...data, pictured: [...data.pictured ?? [], taken] } : data);

/** The step below a photo that was taken says so, and counts it. */
export function with_photo(rest: Frame[], taken: Bodies['photo']): Frame[] {
  const below = rest.at(-1);
  if (below === undefined) return rest;
  const photos = { of: key_of(below), n: photos_of(below) + 1 };
  return [...rest.slice(0, -1),
    { ...below, data: kept_for_side(below, taken), photos,
      band: band('good', 'recorded.photo', null, false) }];
}

function facts(ctx: Ctx): Fact[] {
  const { lpn, part, location, asn, order } = ctx.data.photo!.of;
  return [
    ...(part === undefined ? [] : [part_fact(ctx.view.part(part), part)]),
    ...(lpn === undefined ? [] : [fact('lpn', lpn)]),
    ...(location === undefined ? [] : [place_fact(ctx.view, 'place', location)]),
    ...(asn === undefined || lpn !== undefined ? [] : [fact('document', asn)]),
    ...(order === undefined ? [] : [fact('order', order)]),
  ];
}

export const photo_words: Words = {
  checks: {
    no_photo: ({ given }) => {
      if (given.id === 'full') return attn('photo_full', null);
      return given.id === 'unreadable' ? attn('photo_unreadable', null) : attn('photo_none', null);
    },
  },
  binds: {},
  emits: {
    photo: ({ data, given, moment }) => {
      const { of, where } = data.photo!;
      const { id, ...taken } = given.photo!;
      return [draft('photo', { photo: id, ...taken, of, where, note: '' }, `photo:${moment.id}`)];
    },
  },
  shows: {
    photo_of: (ctx) => ({ facts: facts(ctx), subtitle: text('photo.keeps') }),
  },
};
