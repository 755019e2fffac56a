// SPDX-License-Identifier: Apache-2.0
/** The words of flows and of the screens of a step, in every language. */
import english from '../../messages/flow/en.json' with { type: 'json' };
import { learn } from './words.ts';

/** Settles when the words of the language on the screen are here, or cannot be had now. */
export const words = learn(english, {
  en: async () => ({ default: english }),
  de: () => import('../../messages/flow/de.json', { with: { type: 'json' } }),
  es: () => import('../../messages/flow/es.json', { with: { type: 'json' } }),
  fr: () => import('../../messages/flow/fr.json', { with: { type: 'json' } }),
});
