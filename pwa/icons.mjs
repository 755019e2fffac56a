// SPDX-License-Identifier: Apache-2.0
// Pictures made at build time: PNG icons drawn from our own SVG (rounded rectangles only),
// and one sprite of the line icons that the screens name. So no picture file is committed.
import { readFileSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'

const SAMPLES = 4 // sub-pixels each way: 16 shades of coverage are enough for smooth corners

/** The rectangles of an SVG in its own units, with colour [r, g, b] and opacity. */
function rectangles(svg) {
  return [...svg.matchAll(/<rect ([^>]*)\/>/g)].map(([, text]) => {
    const pairs = [...text.matchAll(/([\w-]+)="([^"]*)"/g)]
    const at = Object.fromEntries(pairs.map(([, name, value]) => [name, value]))
    const number = (name, otherwise = 0) => Number(at[name] ?? otherwise)
    const colour = (at.fill ?? '#ffffff').slice(1)
    return {
      x: number('x'), y: number('y'), width: number('width'), height: number('height'),
      radius: number('rx'), opacity: number('opacity', 1),
      colour: [0, 2, 4].map((i) => parseInt(colour.slice(i, i + 2), 16)),
    }
  })
}

function covers(rect, x, y) {
  const reach = { x: rect.width / 2 - rect.radius, y: rect.height / 2 - rect.radius }
  const dx = Math.max(Math.abs(x - rect.x - rect.width / 2) - reach.x, 0)
  const dy = Math.max(Math.abs(y - rect.y - rect.height / 2) - reach.y, 0)
  return dx * dx + dy * dy <= rect.radius ** 2
}

/** Red, green, blue (not multiplied) and alpha at one point, the later rectangle on top. */
function colourAt(rects, x, y) {
  let [red, green, blue, alpha] = [0, 0, 0, 0]
  for (const rect of rects) {
    if (!covers(rect, x, y)) continue
    const keep = 1 - rect.opacity
    red = red * keep + rect.colour[0] * rect.opacity
    green = green * keep + rect.colour[1] * rect.opacity
    blue = blue * keep + rect.colour[2] * rect.opacity
    alpha = alpha * keep + rect.opacity
  }
  return [red, green, blue, alpha]
}

function pixel(rects, column, row, scale) {
  const sum = [0, 0, 0, 0]
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const x = (column + ((i % SAMPLES) + 0.5) / SAMPLES) * scale
    const y = (row + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES) * scale
    colourAt(rects, x, y).forEach((value, part) => (sum[part] += value))
  }
  const alpha = sum[3] / SAMPLES ** 2
  const colour = sum.slice(0, 3).map((value) => (sum[3] ? Math.round(value / sum[3]) : 0))
  return [...colour, Math.round(alpha * 255)]
}

/** One chunk of a PNG file: length, name, data, checksum (PNG specification, 5.3). */
function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

/** PNG bytes of a square SVG of rounded rectangles, `size` pixels wide. */
export function pngOf(svg, size) {
  const scale = Number(/viewBox="0 0 (\d+)/.exec(svg)[1]) / size
  const rects = rectangles(svg)
  const rows = Buffer.alloc(size * (size * 4 + 1)) // each row begins with filter type 0
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      rows.set(pixel(rects, column, row, scale), row * (size * 4 + 1) + 1 + column * 4)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8) // 8 bits a channel, red green blue alpha
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = [['IHDR', header], ['IDAT', deflateSync(rows)], ['IEND', Buffer.alloc(0)]]
  return Buffer.concat([signature, ...parts.map(([name, data]) => chunk(name, data))])
}

/** One SVG with a symbol for each name in the list, read from the icon package's folder. */
export function spriteOf(names, folder) {
  const symbols = names.map((name) => {
    const svg = readFileSync(`${folder}/${name}.svg`, 'utf8')
    const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s+/g, ' ').trim()}</symbol>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`
}
