/**
 * Character maps for fonts that are not embedded, as many Chinese invoices use them. The real maps
 * lead from a code to a glyph number and from there to Unicode; only the text is wanted here, so a
 * code's glyph number is taken to be its Unicode value, and the second step is the identity. Only
 * ASCII keeps its true numbers (1 to 95 in all four Adobe collections), since fonts state its widths.
 * Text in glyph numbers alone (`Identity-H` without a font or `ToUnicode`) cannot be read this way.
 */
const CHARSETS: readonly (readonly [RegExp, string])[] = [
  [/^GB(?:K|pc|KT|T)?(?:p|2K)?(?:-EUC)?-[HV]$/, 'gbk'],
  [/^(?:ETen|ETenms|B5pc|HKscs)-B5-[HV]$|^B5pc-[HV]$/, 'big5'],
  [/^(?:90ms|90msp|90pv|83pv|Ext|Add)-RKSJ-[HV]$/, 'shift_jis'],
  [/^KSC(?:ms-UHC|ms-UHC-HW|-EUC|pc-EUC)-[HV]$/, 'euc-kr'],
];

const made = new Map<string, Uint8Array>();

function cmapNamed(name: string): string {
  const mode = name.endsWith('V') ? 1 : 0;
  if (/^Adobe-(?:GB1|CNS1|Japan1|Korea1)-UCS2$/.test(name)) return identityToUnicode(name);
  if (/^Uni(?:GB|CNS|JIS|KS)[A-Za-z0-9]*-(?:UCS2|UTF16)(?:-HW)?-[HV]$/.test(name)) {
    return cmap(
      name,
      mode,
      '1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n2 begincidrange\n<0000> <FFFF> 0\n<0020> <007E> 1\nendcidrange',
    );
  }
  const charset = CHARSETS.find(([pattern]) => pattern.test(name))?.[1];
  if (charset === undefined) throw new Error(`No character map ${name}.`);
  return cmap(name, mode, doubleByteMap(charset));
}

function doubleByteMap(charset: string): string {
  const decoder = new TextDecoder(charset);
  const lines: string[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      const code = text.length === 1 ? text.charCodeAt(0) : 0xfffd;
      if (code !== 0xfffd) lines.push(`<${hex(lead * 256 + trail)}> ${code}`);
    }
  }
  return [
    '2 begincodespacerange\n<00> <80>\n<8140> <FEFE>\nendcodespacerange',
    '2 begincidrange\n<00> <80> 0\n<20> <7E> 1\nendcidrange',
    `${lines.length} begincidchar\n${lines.join('\n')}\nendcidchar`,
  ].join('\n');
}

function identityToUnicode(name: string): string {
  const lines = Array.from(
    { length: 256 },
    (_, high) => `<${hex(high * 256)}> <${hex(high * 256 + 255)}> <${hex(high * 256)}>`,
  );
  return cmap(
    name,
    0,
    `1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n257 beginbfrange\n${lines.join('\n')}\n<0001> <005F> <0020>\nendbfrange`,
  );
}

function cmap(name: string, mode: number, body: string): string {
  return `begincmap\n/CMapName /${name} def\n/WMode ${mode} def\n${body}\nendcmap\n`;
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0').toUpperCase();
}

/** What the PDF library asks for a map, in its constructor's and method's shape. */
export class UnicodeCMaps {
  async fetch(request: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    if (request.kind !== 'cMapUrl') throw new Error(`Not kept here: ${request.filename}`);
    const name = request.filename.replace(/^.*\//, '');
    const known = made.get(name) ?? new TextEncoder().encode(cmapNamed(name));
    made.set(name, known);
    // A copy: the receiver may take the buffer for itself.
    return Uint8Array.from(known);
  }
}
