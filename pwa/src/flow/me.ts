// SPDX-License-Identifier: Apache-2.0
/** Who holds the handheld, kept in the data of a flow so that a screen can say who may. */
import type { Data } from './data.ts';
import type { Ctx } from './words.ts';

export const me = ({ data, moment }: Ctx): Data['me'] & object =>
  (moment.actor === undefined ? data.me : undefined)
  ?? { actor: moment.actor ?? '', lead: moment.lead ?? false };
