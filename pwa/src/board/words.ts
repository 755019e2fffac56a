// SPDX-License-Identifier: Apache-2.0
/** The words of desk and station, learnt before their first screen; a desk speaks of flows too. */
import english from '../../messages/desk/en.json' with { type: 'json' };
import flows from '../../messages/flow/en.json' with { type: 'json' };
import { learn } from '../ui/words.ts';

void learn({ ...flows, ...english });
