// SPDX-License-Identifier: Apache-2.0
/** The words of desk and station, learnt before their first screen. */
import english from '../../messages/desk/en.json' with { type: 'json' };
import { learn } from '../ui/words.ts';

learn(english);
