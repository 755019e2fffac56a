// SPDX-License-Identifier: Apache-2.0
/** All that the engine asks of the flows, in one piece, so that it can be fetched in one piece. */
import { reader_for } from './reading.ts';

export { with_answers } from './asking.ts';
export { resumable } from './catalogue.ts';
export { entrance, other_than_badge, place_scanned } from './entrance.ts';
export { advance, begin, noted } from './machine.ts';
export { render } from './render.ts';

export const read = reader_for();
