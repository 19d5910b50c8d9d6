// Makes the app's icons from resources/icon/seatworth.svg: icon.icns (macOS), icon.ico (Windows), icons/
// (Linux) and icon.png. Drawn by the Chromium that the tests use. Run: npx -c 'node tools/make-icons.ts'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from './chromium-host/chromium.ts';

const folder = join(import.meta.dirname, '../resources/icon');
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 20, 24, 32, 40, 48, 64, 256];
/** Apple's names for one picture of so many points, at one or two pixels a point. */
const MAC_PARTS = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
] as const;

async function drawn(sizes: readonly number[]): Promise<Map<number, Buffer>> {
  const { executable, args, env } = await findChromium(true);
  const browser = await chromium.launch({
    executablePath: executable,
    args: [...args],
    env: { ...process.env, ...env },
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const svg = readFileSync(join(folder, 'seatworth.svg'), 'utf8');
  const pictures = new Map<number, Buffer>();
  try {
    const page = await browser.newPage();
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${svg}`);
    for (const size of sizes) {
      await page.setViewportSize({ width: size, height: size });
      pictures.set(size, await page.screenshot({ omitBackground: true }));
    }
  } finally {
    await browser.close();
  }
  return pictures;
}

/** Windows' container: a directory of pictures, then the pictures, each a PNG; a side of 256 is written as 0. */
function ico(pictures: readonly (readonly [size: number, png: Buffer])[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2); // an icon, not a cursor
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, [size, png]] of pictures.entries()) {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4); // planes
    head.writeUInt16LE(32, at + 6); // bits a pixel
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(([, png]) => png)]);
}

/** Apple's container: parts of a four-letter name, their length with its own eight bytes, and a PNG. */
function icns(parts: readonly (readonly [name: string, png: Buffer])[]): Buffer {
  const part = (name: string, content: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32BE(content.length + 8, 4);
    return Buffer.concat([head, content]);
  };
  return part('icns', Buffer.concat(parts.map(([name, png]) => part(name, png))));
}

const sizes = new Set([...LINUX_SIZES, ...WINDOWS_SIZES, ...MAC_PARTS.map(([, size]) => size)]);
const pictures = await drawn([...sizes]);
const png = (size: number): Buffer => {
  const found = pictures.get(size);
  if (!found) throw new Error(`No picture of ${size} was drawn.`);
  return found;
};
mkdirSync(join(folder, 'icons'), { recursive: true });
for (const size of LINUX_SIZES) writeFileSync(join(folder, `icons/${size}x${size}.png`), png(size));
writeFileSync(join(folder, 'icon.png'), png(512));
writeFileSync(join(folder, 'icon.ico'), ico(WINDOWS_SIZES.map((size) => [size, png(size)])));
writeFileSync(join(folder, 'icon.icns'), icns(MAC_PARTS.map(([name, size]) => [name, png(size)])));
