type Draw = (below: number) => number;

/** What has broken readers of somebody, as bytes: signs of structure, absurd numbers, names of objects, other encodings. */
const PIECES: readonly Uint8Array[] = [
  ...[
    '',
    '\0',
    '"',
    "'",
    ',',
    ';',
    '\t',
    '\r',
    '\n',
    '\r\n\r\n',
    '<',
    '>',
    '&',
    ']]>',
    '<!--',
    '<![CDATA[',
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    '&b;',
    '{',
    '}',
    '[',
    ']',
    ':',
    'null',
    'true',
    '-0',
    '1e309',
    '-1e309',
    'NaN',
    'Infinity',
    '99999999999999999999.99',
    '-99999999999999999999',
    '0.0000000000000001',
    '1,234.56',
    '1.234,56',
    '2026-02-30',
    '0000-00-00',
    '9999-12-31',
    '31/12/2026',
    '٢٠٢٦-٠١-٠١',
    '__proto__',
    'constructor',
    'toString',
    '=HYPERLINK("http://x")',
    '\u202e',
    '\ufeff',
    '𝟙𝟚𝟛',
    '€',
    'endobj',
    '/Length 999999999',
    'stream\n',
    'PK\u0003\u0004',
    '%PDF-1.7',
    '-----BEGIN',
    'EUR',
    'XXX',
  ].map((text) => new TextEncoder().encode(text)),
  Uint8Array.of(0xff, 0xfe),
  Uint8Array.of(0xc3, 0x28),
  Uint8Array.of(0xed, 0xa0, 0x80),
  new Uint8Array(3000).fill(0x20),
  new Uint8Array(3000).fill(0x5b),
  new Uint8Array(3000).fill(0x2c),
];

/** One sample bent in one to three places: flipped, cut, doubled, moved, with strange pieces, or of two samples. */
export function bend(samples: readonly Uint8Array[], draw: Draw): Uint8Array {
  let bytes = Buffer.from(samples[draw(samples.length)] ?? []);
  for (let times = 1 + draw(3); times > 0; times -= 1) bytes = bentOnce(bytes, samples, draw);
  return bytes.subarray(0, 1_000_000);
}

function bentOnce(
  bytes: Buffer<ArrayBuffer>,
  samples: readonly Uint8Array[],
  draw: Draw,
): Buffer<ArrayBuffer> {
  const at = draw(bytes.length + 1);
  const end = Math.min(bytes.length, at + draw(40));
  const piece = PIECES[draw(PIECES.length)] ?? Buffer.alloc(0);
  switch (draw(8)) {
    case 0: {
      const flipped = Buffer.from(bytes);
      if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << draw(8));
      return flipped;
    }
    case 1:
      return Buffer.from(bytes.subarray(0, at));
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
    case 4:
      return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(end)]);
    case 5:
      return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
    case 6: {
      const other = samples[draw(samples.length)] ?? bytes;
      return Buffer.concat([bytes.subarray(0, at), other.subarray(draw(other.length + 1))]);
    }
    default: {
      const many = Array.from({ length: 1 + draw(50) }, () => piece);
      return Buffer.concat([bytes.subarray(0, at), ...many, bytes.subarray(at)]);
    }
  }
}
