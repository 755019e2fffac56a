// SPDX-License-Identifier: Apache-2.0
// Builds the app into dist/, which the server sends as it is: hashed assets for ever, the pages
// and sw.js with no-cache. Two passes: the pages' programs first, then the service worker, which
// needs to know the first pass's file names.
//   node build.mjs            minified, for the floor
//   node build.mjs --watch    builds again at each change; the Flask server stays the only origin
import { createHash } from 'node:crypto'
import {
  cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, watch, writeFileSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { pngOf, spriteOf } from './icons.mjs'

const HERE = dirname(fileURLToPath(import.meta.url))
const DIST = join(HERE, 'dist')
const PAGES = { main: 'index.html', board: 'board.html', station: 'station.html' }
const SOURCES = ['src', 'public', 'flows', 'messages', 'build.mjs', 'icons.mjs',
  'package-lock.json']
const PNG = [['icon', 48], ['icon', 96], ['icon', 144], ['icon', 192], ['icon', 512],
  ['icon-maskable', 192], ['icon-maskable', 512], ['icon-mono', 96]]

function filesUnder(path) {
  const entry = statSync(path, { throwIfNoEntry: false })
  if (!entry) return []
  if (!entry.isDirectory()) return [path]
  return readdirSync(path).sort().flatMap((name) => filesUnder(join(path, name)))
}

const shortHash = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12)

function buildId() {
  const files = SOURCES.flatMap((name) => filesUnder(join(HERE, name)))
  return shortHash(files.map((file) => relative(HERE, file) + shortHash(readFileSync(file))).join())
}

/** Writes pictures and copies public files; answers the address of the sprite. */
function makePictures(out) {
  cpSync(join(HERE, 'public'), out, { recursive: true })
  for (const [name, size] of PNG) {
    const svg = readFileSync(join(HERE, `public/icons/${name}.svg`), 'utf8')
    writeFileSync(join(out, `icons/${name}-${size}.png`), pngOf(svg, size))
  }
  const names = JSON.parse(readFileSync(join(HERE, 'src/ui/icons.json'), 'utf8'))
  const sprite = spriteOf(names, join(HERE, 'node_modules/lucide-static/icons'))
  const address = `/assets/sprite-${shortHash(sprite)}.svg`
  mkdirSync(join(out, 'assets'))
  writeFileSync(join(out, address), sprite)
  return address
}

const settings = (define) => ({
  absWorkingDir: HERE, bundle: true, format: 'esm', target: 'es2022', minify: true, metafile: true,
  sourcemap: true, jsx: 'automatic', jsxImportSource: 'preact', loader: { '.svg': 'text' },
  define: Object.fromEntries(Object.entries(define).map(([k, v]) => [k, JSON.stringify(v)])),
  logLevel: 'warning',
})

const always = () => true
const at_start = (part) => part.kind !== 'dynamic-import'

/**
 * Everything that one bundle may ever need: its parts, their parts, and its style sheet. `goes`
 * says which imports are followed: all of them, or those without which the bundle cannot start.
 */
function closure(outputs, file, goes = always, found = new Set()) {
  if (!found.has(file) && outputs[file]) {
    found.add(file)
    for (const part of outputs[file].imports) {
      if (!part.external && goes(part)) closure(outputs, part.path, goes, found)
    }
    if (outputs[file].cssBundle) found.add(outputs[file].cssBundle)
  }
  return found
}

/** Everything but the gallery of screens: nobody opens it where there is no network. */
const on_the_floor = (outputs) => (part) =>
  !(outputs[part.path]?.entryPoint ?? '').endsWith('/gallery.tsx')

/** The scripts that the handheld fetches behind its first screen, in addition to its first ones. */
function craftOf(outputs, bundles) {
  const first = closure(outputs, bundles.main, at_start)
  return [...closure(outputs, bundles.craft, at_start)]
    .filter((file) => file.endsWith('.js') && !first.has(file))
}

/** Puts %main.js%, %main.css%, %craft%, %sprite% and %build% into a page; others are an error. */
function fillPage(out, page, marks) {
  const text = readFileSync(join(HERE, 'public', page), 'utf8')
  const filled = text.replace(/%([a-z.]+)%/g, (mark, name) => {
    if (marks[name] === undefined) throw new Error(`${page}: nothing to put in for ${mark}`)
    return marks[name]
  })
  writeFileSync(join(out, page), filled)
}

async function buildAll() {
  const out = `${DIST}.new`
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const sprite = makePictures(out)
  const id = buildId()
  const define = { __BUILD_ID__: id, __SPRITE_URL__: sprite }
  const pages = await build({
    ...settings(define), splitting: true, outdir: join(out, 'assets'),
    entryPoints: Object.keys(PAGES).map((name) => `src/${name}.tsx`),
    entryNames: '[name]-[hash]', chunkNames: 'part-[hash]', assetNames: '[name]-[hash]',
  })
  const { outputs } = pages.metafile
  const address = (file) => `/assets/${basename(file)}`
  const bundles = Object.fromEntries(Object.entries(outputs)
    .filter(([, made]) => made.entryPoint)
    .map(([file, made]) => [basename(made.entryPoint).replace(/\.tsx?$/, ''), file]))
  const craft = craftOf(outputs, bundles).map(address).join(' ')
  for (const [name, page] of Object.entries(PAGES)) {
    const css = outputs[bundles[name]].cssBundle
    fillPage(out, page, { sprite, craft, build: id, [`${name}.js`]: address(bundles[name]),
      [`${name}.css`]: css && address(css) })
  }
  const icons = PNG.map(([name, size]) => `/icons/${name}-${size}.png`)
  const shell = ['/', '/manifest.webmanifest', sprite, ...icons,
    ...[...closure(outputs, bundles.main, on_the_floor(outputs))].map(address)]
  await build({
    ...settings({ ...define, __SHELL_FILES__: shell }), format: 'iife',
    entryPoints: ['src/sw.ts'], outfile: join(out, 'sw.js'),
  })
  rmSync(DIST, { recursive: true, force: true })
  renameSync(out, DIST) // the server never sees half a build
  console.log(`built ${id} into ${relative(process.cwd(), DIST) || DIST}`)
}

await buildAll()
if (process.argv.includes('--watch')) {
  let timer
  for (const name of ['src', 'public', 'flows', 'messages']) {
    watch(join(HERE, name), { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(() => buildAll().catch((fault) => console.error(String(fault))), 100)
    })
  }
}
