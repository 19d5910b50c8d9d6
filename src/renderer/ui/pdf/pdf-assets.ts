/**
 * Character maps and the standard fonts that PDFs name without bringing them. They are part of the
 * app and come as scripts of its own, since the page's policy lets it fetch nothing.
 */
const FILES = import.meta.glob<string>(
  [
    '../../../../node_modules/pdfjs-dist/cmaps/*.bcmap',
    '../../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}',
  ],
  { query: '?url&inline', import: 'default' },
);

const BY_NAME = new Map(
  Object.entries(FILES).map(([path, load]) => [path.slice(path.lastIndexOf('/') + 1), load]),
);

/** What pdf.js asks for such a file, in its constructor's and method's shape. */
export class PdfAssets {
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const load = BY_NAME.get(filename);
    if (!load) throw new Error(`Not part of the app: ${filename}`);
    return bytesOf((await load()).replace(/^[^,]*,/, ''));
  }
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
