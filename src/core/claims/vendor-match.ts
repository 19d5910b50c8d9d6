import type { ClaimLine } from './claim-line.ts';

/** What companies write behind their name and people leave out. */
const LEGAL_FORM =
  /(?:\b(?:inc|incorporated|llc|pbc|ltd|limited|plc|corp|corporation|co|company|gmbh|ag|bv|sarl|sas|pte|pty|oy|ab)\b|(?:股份)?有限(?:责任)?公司)/gu;

/** A company's claims name the same few vendors, and each is held against all others. */
const known = new Map<string, string>();
const MOST_KNOWN = 5000;

/** A vendor's or tool's name without case, marks and legal form. */
export function plainVendor(name: string): string {
  const held = known.get(name);
  if (held !== undefined) return held;
  const plain = withoutForm(name);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, plain);
  return plain;
}

function withoutForm(name: string): string {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\p{L})\.(?=\p{L}|\s|$)/gu, '');
  const bare = words.replace(LEGAL_FORM, ' ').replace(/[^\p{L}\p{N}]+/gu, '');
  // A name that is nothing but a legal form stays what it is.
  return bare === '' ? words.replace(/[^\p{L}\p{N}]+/gu, '') : bare;
}

/** An invoice's number without case, spaces and marks; leading zeros count. */
export function invoiceNumberKey(number: string | null): string {
  return (number ?? '')
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

type Named = Pick<ClaimLine, 'tool' | 'vendor'>;

/** Whether two lines speak of one vendor: by the vendor's name, or by the tool's where one is missing. */
export function isSameVendor(a: Named, b: Named): boolean {
  const mine = namesOf(a);
  return namesOf(b).some((name) => mine.includes(name));
}

const namesOf = ({ tool, vendor }: Named): string[] =>
  [tool, vendor].flatMap((name) => (name?.trim() ? [plainVendor(name)] : []));

/** What vendors write behind a tool's name to tell its plans apart. */
const PLAN =
  /\b(?:free|go|plus|pro|max|ultra|premium|individual|personal|starter|basic|standard|teams?|business|enterprise|edu|education|plan|seat|subscription|monthly|yearly|annual|\d+x)\b|[+]/gu;

/** Whether two names speak of one tool, whichever plan of it: `Claude` and `Claude Max`, `ChatGPT Plus` and `ChatGPT Team`. */
export function isSameTool(a: string, b: string): boolean {
  return plainTool(a) === plainTool(b);
}

function plainTool(name: string): string {
  const bare = plainVendor(name.normalize('NFKC').toLowerCase().replace(PLAN, ' '));
  return bare === '' ? plainVendor(name) : bare;
}
