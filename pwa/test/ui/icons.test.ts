// SPDX-License-Identifier: Apache-2.0
/** Every icon that a screen names is in the sprite's list, and the list names no other. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import names from '../../src/ui/icons.json' with { type: 'json' };

const SRC = new URL('../../src/', import.meta.url);
const ICONS = new URL('../../node_modules/lucide-static/icons/', import.meta.url);

function text(folder: URL): string {
  return readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const at = new URL(entry.name + (entry.isDirectory() ? '/' : ''), folder);
    if (entry.isDirectory()) return text(at);
    return /\.tsx?$/.test(entry.name) ? readFileSync(at, 'utf8') : '';
  }).join('\n');
}

test('every icon named in a screen is in the list', () => {
  const source = text(SRC);
  const used = [
    ...source.matchAll(/<Icon name="([a-z0-9-]+)"/g), ...source.matchAll(/\bicon="([a-z0-9-]+)"/g),
    ...source.matchAll(/\bside\('([a-z-]+)'/g), ...source.matchAll(/icon: '([a-z]+-[a-z0-9-]+)'/g),
  ].map(([, name]) => name);
  assert.ok(used.length > 20);
  assert.deepEqual([...new Set(used)].filter((name) => name && !names.includes(name)), []);
});

test('every icon in the list exists and is named somewhere', () => {
  const source = text(SRC);
  for (const name of names) {
    assert.ok(existsSync(new URL(`${name}.svg`, ICONS)), name);
    assert.ok(source.includes(`'${name}'`) || source.includes(`"${name}"`), `${name} is not used`);
  }
});
