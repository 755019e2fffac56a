// SPDX-License-Identifier: Apache-2.0
/** Words that come later than the first screen are in the language that the person chose. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { known, speak, t } from '../../src/ui/words.ts';
import german from '../../messages/flow/de.json' with { type: 'json' };
import french from '../../messages/flow/fr.json' with { type: 'json' };

test('words learnt while a language is on its way are in that language too', async () => {
  assert.equal(known('pick.title'), false);
  const coming = speak('de');
  const { words } = await import('../../src/ui/flow_words.ts');
  await Promise.all([coming, words]);
  assert.equal(t('pick.title'), german['pick.title']);
});

test('of two wishes for a language the later one holds', async () => {
  await Promise.all([speak('es'), speak('fr')]);
  assert.equal(t('pick.title'), french['pick.title']);
  await speak('en');
});
