import {
  claimsReadReceipt,
  type ReadReceipt,
  type ReceiptSource,
} from '../../../contract/claims.ts';
import { PICTURE_HASH_SIZE, pictureHash } from '../../../core/claims/picture-hash.ts';
import { ask } from '../../ask.ts';
import type { FormReceipt } from './form-line.ts';

/** Takes a dropped, chosen or pasted receipt: known by its path where it has one, else by its bytes. */
export async function takeReceipt(
  file: File,
): Promise<{ readonly receipt: FormReceipt; readonly read: ReadReceipt }> {
  const path = window.seatworth.pathOf(file);
  const hash = await hashOf(file);
  const source: ReceiptSource =
    path === ''
      ? { name: file.name || 'receipt.png', base64: await base64Of(file), pictureHash: hash }
      : { file: path, pictureHash: hash };
  const read = await ask(claimsReadReceipt, { source });
  return { receipt: { name: read.file, source }, read };
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}

/** The picture's difference hash, by which a second photo of one receipt is known; `null` for other files. */
async function hashOf(file: File): Promise<string | null> {
  if (!file.type.startsWith('image/')) return null;
  const { width, height } = PICTURE_HASH_SIZE;
  try {
    const bitmap = await createImageBitmap(file);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const draw = canvas.getContext('2d');
    if (!draw) return null;
    // At a lower quality a large photo is reduced to single pixels of it, mostly paper.
    draw.imageSmoothingQuality = 'high';
    // What is transparent is paper.
    draw.fillStyle = '#fff';
    draw.fillRect(0, 0, width, height);
    draw.drawImage(bitmap, 0, 0, width, height);
    const { data } = draw.getImageData(0, 0, width, height);
    const grey = new Uint8ClampedArray(width * height);
    for (let at = 0; at < grey.length; at += 1) {
      const [red = 0, green = 0, blue = 0] = [data[at * 4], data[at * 4 + 1], data[at * 4 + 2]];
      grey[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
    }
    return pictureHash(grey);
  } catch {
    // A picture that the window cannot draw is kept all the same; only its likeness is not known.
    return null;
  }
}
