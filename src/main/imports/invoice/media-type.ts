/** What a file is by its first bytes; its name is not believed. `null`: nothing known. */
export function mediaTypeOf(bytes: Uint8Array): string | null {
  // Not `TextDecoder('latin1')`, which is Windows-1252 and maps 0x80 to 0x9f elsewhere.
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (head.includes('%PDF-')) return 'application/pdf';
  if (head.startsWith('PK\u0003\u0004')) return 'application/zip';
  if (head.startsWith('\u0089PNG')) return 'image/png';
  if (head.startsWith('\u00ff\u00d8\u00ff')) return 'image/jpeg';
  if (head.startsWith('GIF8')) return 'image/gif';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp';
  if (/^....ftyp(?:heic|heix|mif1|avif)/s.test(head)) return 'image/heic';
  if (head.startsWith('II*\u0000') || head.startsWith('MM\u0000*')) return 'image/tiff';
  const text = head
    .replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .replaceAll('\u0000', '');
  return /^\s*<[?!A-Za-z\u0080-\u00ff]/.test(text) ? 'application/xml' : null;
}
