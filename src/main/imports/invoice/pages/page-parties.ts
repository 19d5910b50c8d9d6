import { behindLabel, labelAt } from '../../../../core/invoices/invoice-labels.ts';
import { type Cell, isUnder } from '../../../../core/invoices/page-layout.ts';
import { foldText } from '../../../../core/invoices/printed-day.ts';
import { type Found, type LabelPlace, labelsFor, type PageText } from './page-text.ts';

export type PageParties = {
  readonly vendor: Found<string> | null;
  readonly vendorTaxId: Found<string> | null;
  readonly buyer: Found<string> | null;
  readonly buyerTaxId: Found<string> | null;
  /** All texts outside the buyer's block, to look a vendor up in. */
  readonly sellerTexts: readonly string[];
};

/** Legal forms at the end of a company's name. */
const LEGAL_FORM =
  /(?:^|[\s,])(?:GmbH(?: & Co\.? KG(?:aA)?)?|UG(?: \(haftungsbeschränkt\))?|AG|KG|OHG|e\.?K\.?|eG|SE|Inc\.?|Incorporated|L\.?L\.?C\.?|L\.?L\.?P\.?|Ltd\.?|Limited|P\.?L\.?C\.?|PBC|Corp\.?|Corporation|Company|Pty\.? Ltd\.?|Pte\.? Ltd\.?|Pvt\.? Ltd\.?|Private Limited|B\.?V\.?|N\.?V\.?|V\.?O\.?F\.?|S\.?A\.?S\.?U?|S\.?A\.?R\.?L\.?|SA|S\.A\.|S\.?L\.?U?\.?|S\.?[Rr]\.?[Ll]\.?|S\.?p\.?A\.?|S\.n\.c\.|S\.a\.s\.|AB|A\/S|ApS|AS|Oy|Oyj|Sp\. z o\.?o\.?|s\.r\.o\.|a\.s\.|Kft\.?|Lda\.?|Ltda\.?|DAC|K\.?K\.?|G\.?K\.?|GMBH|INC\.?|(?:P(?:TE|TY|VT)\.? )?LTD\.?|LIMITED|CORP\.?|CORPORATION)(?=$|[\s,;:·|.(–-])/u;
const CHINESE_FORM =
  /^[\u4e00-\u9fff（）()A-Za-z0-9·]{2,40}(?:有限责任公司|股份有限公司|有限公司|分公司|工作室|事务所|中心)/;

const JAPANESE = '[\\u3040-\\u30ff\\u4e00-\\u9fffA-Za-z0-9・ー＆&]{1,30}';
const JAPANESE_FORM = new RegExp(
  `^(?:(?:株式会社|合同会社|有限会社)${JAPANESE}|${JAPANESE}(?:株式会社|合同会社|有限会社))`,
  'u',
);
/** Words before a name in other languages, behind which a colon stands. */
const NAME_LABEL =
  /^(?:nazwa|firma|firmenname|nom|raison sociale|nombre|raz[oó]n social|denominazione|ragione sociale|naam|bedrijfsnaam|namn|navn|nome|raz[aã]o social|név|název)\s?[:：]\s*/iu;
/** The line in which a company says by law what it is: its name, its form, its capital and register. */
const LEGAL_NOTICE =
  /^(\p{Lu}[^:]{1,59}?)[\s,]*(?:[-–−]\s*)?(?:(?:une )?soci[ée]t[ée] [\p{L} ]{6,40}|Sociedad An[óo]nima|Societ[àa] per Azioni|Aktiengesellschaft)(?=\s*[-–−,.]|\s+(?:au capital|con capital|capitale)|$)/iu;
/** The polite word behind the name that a Japanese bill is addressed to. */
const ADDRESSED = /^(.{2,60}?)\s*(?:御中|様)$/u;

/** Letters and digits that look like a European VAT number, or one behind a label that says so. */
const VAT_NUMBER =
  /(?<![A-Z0-9])((?:AT ?U\d{8}|BE ?[01]\d{3}\.?\d{3}\.?\d{3}|BG ?\d{9,10}|CY ?\d{8}[A-Z]|CZ ?\d{8,10}|DE ?\d{3} ?\d{3} ?\d{3}|DK ?\d{8}|EE ?\d{9}|EL ?\d{9}|ES ?[A-Z]\d{7}[A-Z0-9]|ES ?\d{8}[A-Z]|EU ?\d{9}|FI ?\d{8}|FR ?[A-Z0-9]{2} ?\d{3} ?\d{3} ?\d{3}|GB ?\d{3} ?\d{4} ?\d{2}|HR ?\d{11}|HU ?\d{8}|IE ?\d[A-Z0-9+*]\d{5}[A-Z]{1,2}|IT ?\d{11}|LT ?\d{9,12}|LU ?\d{8}|LV ?\d{11}|MT ?\d{8}|NL ?\d{9} ?B ?\d{2}|PL ?\d{10}|PT ?\d{9}|RO ?\d{6,10}|SE ?\d{10,12}|SI ?\d{8}|SK ?\d{10}|CHE-?\d{3}\.?\d{3}\.?\d{3}|NO ?\d{9} ?MVA))(?![A-Z0-9])/;
const LABELLED_ID = /^[#:\s]*((?=[A-Z0-9 ./-]*\d)[A-Z0-9][A-Z0-9./-]{5,20})/;
const CHINESE_ID = /(?<![A-Z0-9])([0-9A-HJ-NPQRTUWXY]{18}|[0-9A-Z]{15}|[0-9A-Z]{20})(?![A-Z0-9])/;

/** What companies print about themselves where they issue a paper, beside their name: registers, numbers, bank. */
const ISSUER =
  /\bau capital\b|\bR\.C\.S\b|\bSi[èe]ge social\b|\bsede legale\b|\bdomicilio social\b|\b(?:HRB|HRA|Amtsgericht|Geschäftsführer(?:in)?|Handelsregister|USt-?Id(?:Nr)?|Steuernummer|KvK|SIRET|SIREN|RCS|IBAN|BIC|REA|Registro Mercantil|Company (?:No|Number|Registration)|Registered (?:in|office))\b|开户行|银行账号|登録番号/iu;

/** From this confidence on a vendor is a name behind a label or one with its legal form, no headline. */
export const COMPANY_SURE = 0.7;
const MENTIONED = 0.45;
const LONGEST_NOTICE = 400;

/** Who sells and who buys, by labels, legal forms and what stands where. */
export function pageParties(page: PageText): PageParties {
  const buyerPlaces = labelsFor(page, 'buyer');
  const addressed = addressedCell(page);
  const buyerCells = new Set(buyerPlaces.flatMap((place) => blockUnder(page, place)));
  if (addressed) buyerCells.add(addressed);
  const buyer = labelledName(page, buyerPlaces) ?? addressee(addressed);
  const outside = page.rows.flatMap((row) => row.cells).filter((cell) => !buyerCells.has(cell));
  const sellerTexts = outside.map((cell) => cell.text);
  const vendor =
    labelledName(page, labelsFor(page, 'seller')) ??
    companyName(outside, buyer?.value ?? null) ??
    domainName(outside);
  const ids = taxIds(outside);
  const buyerIds = taxIds([...buyerCells]);
  const notBuyers = ids.find((id) => !buyerIds.some((other) => other.value === id.value));
  return {
    vendor,
    vendorTaxId: notBuyers ?? null,
    buyer,
    buyerTaxId: buyerIds[0] ?? null,
    sellerTexts,
  };
}

/** The cells of the block that a label heads: those under it, down to a gap or to the next label. */
function blockUnder(page: PageText, place: LabelPlace): Cell[] {
  const cells = [place.cell];
  let lowest = place.cell;
  let step = Number.POSITIVE_INFINITY;
  if (behindLabel(place.cell.text, place.hit) === '') {
    const right = page.rows[place.rowIndex]?.cells[place.cellIndex + 1];
    if (right && !labelAt(right.text) && right.x - place.cell.x - place.cell.w < 60)
      cells.push(right);
  }
  for (const row of page.rows.slice(place.rowIndex + 1, place.rowIndex + 14)) {
    if (row.page !== place.cell.page || lowest.y - row.y > 3 * Math.max(lowest.h, row.h)) break;
    const under = row.cells.filter(
      (cell) => isUnder(cell, place.cell) && cell.x > place.cell.x - 12,
    );
    const [first] = under;
    if (!first) continue;
    const role = labelAt(first.text)?.role;
    if (role !== undefined && role !== 'tax-id' && role !== 'other' && role !== 'buyer') break;
    // A wider gap than between its own lines ends a block, and what follows is somebody else's.
    const gap = lowest.y - row.y;
    if (cells.length > 2 && gap > 1.6 * step && gap > 1.5 * Math.max(lowest.h, row.h)) break;
    if (lowest !== place.cell) step = Math.min(step, gap);
    cells.push(...under);
    lowest = first;
  }
  return cells;
}

function addressedCell(page: PageText): Cell | undefined {
  for (const row of page.rows) {
    const at = row.cells.findIndex((cell) => /(?:御中|様)$/.test(cell.text));
    const cell = row.cells[at];
    if (cell) return ADDRESSED.test(cell.text) ? cell : row.cells[at - 1];
  }
  return undefined;
}

function addressee(cell: Cell | undefined): Found<string> | null {
  if (!cell) return null;
  const name = ADDRESSED.exec(cell.text)?.[1] ?? cell.text;
  return isName(name) ? { value: cleanName(name), confidence: 0.85, cell } : null;
}

function labelledName(page: PageText, places: readonly LabelPlace[]): Found<string> | null {
  for (const place of places) {
    const rest = behindLabel(place.cell.text, place.hit).trim();
    // "Lieferant GmbH": with a legal form alone behind it the word was no label but the name.
    if (LEGAL_FORM.exec(rest)?.[0] === rest)
      return { value: cleanName(place.cell.text), confidence: 0.7, cell: place.cell };
    if (isName(rest)) return { value: cleanName(rest), confidence: 0.85, cell: place.cell };
    if (rest.length > 25) continue;
    const [, ...block] = blockUnder(page, place);
    const row = block.find((cell) => /^name\s*[:：]?$/i.test(cell.text));
    const beside =
      row && page.rows.flatMap((each) => (each.cells.includes(row) ? each.cells : []))[1];
    const named =
      beside ??
      block.find((cell) => LEGAL_FORM.test(cell.text) || CHINESE_FORM.test(cell.text)) ??
      block.find((cell) => isName(cell.text));
    if (named && isName(named.text))
      return { value: cleanName(named.text), confidence: 0.8, cell: named };
  }
  return null;
}

function isName(text: string): boolean {
  if (text.length < 2 || text.length > 80 || !/\p{L}{2}/u.test(text)) return false;
  if (/[:：]$/.test(text)) return false;
  if (/@|https?:|www\.|^\d/.test(text) && !LEGAL_FORM.test(text)) return false;
  const role = labelAt(text)?.role;
  return role === undefined || LEGAL_FORM.test(text);
}

function cleanName(text: string): string {
  return text
    .replace(/^(?:attn|attention|att|z\. ?hd\.?|name|名称)\s?[:：.]?\s*/i, '')
    .replace(NAME_LABEL, '')
    .replace(/\s+/g, ' ')
    .replace(/\s[—–|·]\s(?=.*\d).*$/u, '')
    .replace(/[,;:：|·\s]+$/, '')
    .trim();
}

/** A cell that is a company's name with its legal form; the name alone where a sentence or an address goes on. */
function companyName(cells: readonly Cell[], buyer: string | null): Found<string> | null {
  const known = buyer === null ? null : foldText(buyer);
  const scored: { cell: Cell; name: string; isFirst: boolean; score: number }[] = [];
  for (const cell of cells) {
    const isNotice = ISSUER.test(cell.text) || VAT_NUMBER.test(cell.text);
    if (cell.text.length > (isNotice ? LONGEST_NOTICE : 160)) continue;
    const name = companyIn(isNotice ? cell.text.slice(0, 160) : cell.text);
    if (name === null || foldText(name) === known) continue;
    const isAlone = cell.text.length - name.length < 4;
    const repeats = cells.filter((other) => other.text.includes(name)).length;
    const isFirst = cells.some((other) => other.text.trimStart().startsWith(name));
    scored.push({
      cell,
      name,
      isFirst,
      score:
        (isAlone ? 2 : 0) +
        Math.min(3, repeats) +
        (cell.page === 1 ? 1 : 0) +
        (isIssuers(cells, name) ? 4 : 0),
    });
  }
  const [first] = scored;
  // Whom a bill is made out to stands beside its label, and often once more above the address.
  if (!first) return headline(cells.filter(({ text }) => foldText(cleanName(text)) !== known));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), first);
  // A company that only a sentence mentions ("Powered by …") may be anybody.
  return { value: best.name, confidence: best.isFirst ? COMPANY_SURE : MENTIONED, cell: best.cell };
}

/** Whether a cell names this company first and goes on with what only its issuer prints of itself. */
function isIssuers(cells: readonly Cell[], name: string): boolean {
  return cells.some(
    ({ text }) =>
      text.trimStart().startsWith(name) &&
      (ISSUER.test(text) || VAT_NUMBER.test(text.slice(name.length))),
  );
}

function companyIn(text: string): string | null {
  const eastern = CHINESE_FORM.exec(text) ?? JAPANESE_FORM.exec(text);
  if (eastern) return eastern[0];
  const noticed = LEGAL_NOTICE.exec(text)?.[1];
  if (noticed !== undefined && !LEGAL_FORM.test(noticed)) return cleanName(noticed);
  const match = LEGAL_FORM.exec(text);
  if (!match) return null;
  let end = match.index + match[0].length;
  // "Corporation Pvt. Ltd." ends with the last of its forms.
  for (let next = LEGAL_FORM.exec(text.slice(end)); next?.index === 0; ) {
    end += next[0].length;
    next = LEGAL_FORM.exec(text.slice(end));
  }
  // In a sentence the name begins behind the last sign or lower-case word before it.
  const before = text.slice(0, end);
  const start = Math.max(
    ...[' - ', ' – ', ' | ', ' · ', ': ', '• ', '©', ' by ', ' von ', ' par ', ' to ', ' of '].map(
      (sign) => {
        const at = before.lastIndexOf(sign, match.index);
        return at < 0 ? 0 : at + sign.length;
      },
    ),
  );
  const name = cleanName(before.slice(start));
  // A form alone ("Company no. 5", "LIMITED") is nobody's name.
  const isNamed = /\p{L}{2}/u.test(name.replace(LEGAL_FORM, ' '));
  return isNamed &&
    name.length >= 4 &&
    name.length <= 80 &&
    /^[\p{Lu}\p{N}"'a-z\u4e00-\u9fff]/u.test(name) &&
    name.split(' ').length <= 9
    ? name
    : null;
}

/** Failing a legal form: the largest words at the top of the first page that are no title of the document. */
function headline(cells: readonly Cell[]): Found<string> | null {
  const top = cells.filter((cell) => cell.page === 1).slice(0, 12);
  const names = top.filter(
    (cell) =>
      isName(cell.text) &&
      cell.text.length <= 40 &&
      !TITLE.test(foldText(cell.text)) &&
      !/\d{3}/.test(cell.text),
  );
  const [first] = names;
  if (!first) return null;
  const best = names.reduce((a, b) => (b.h > a.h + 0.5 ? b : a), first);
  return { value: cleanName(best.text), confidence: 0.4, cell: best };
}

const TITLE =
  /invoice|receipt|rechnung|facture|factura|factuur|fattura|credit|gutschrift|avoir|statement|quittung|recu|recibo|page|seite|发票|账单|請求書|領収書|faktura|bill|summary|paid|tax/;

function domainName(cells: readonly Cell[]): Found<string> | null {
  for (const cell of cells) {
    const match = /(?:@|www\.|https?:\/\/(?:www\.)?)([a-z0-9-]{2,40}\.[a-z.]{2,12})/i.exec(
      cell.text,
    );
    if (match?.[1] !== undefined) return { value: match[1].toLowerCase(), confidence: 0.3, cell };
  }
  return null;
}

function taxIds(cells: readonly Cell[]): Found<string>[] {
  const found: Found<string>[] = [];
  for (const [index, cell] of cells.entries()) {
    if (cell.text.length > 200) continue;
    const hit = labelAt(cell.text);
    const vat = VAT_NUMBER.exec(cell.text.replace(/\bIBAN\b.*$/i, ''))?.[1];
    if (vat !== undefined) {
      found.push({ value: vat.replace(/[\s.]/g, ''), confidence: 0.9, cell });
      continue;
    }
    if (hit?.role !== 'tax-id' && !/\b(?:VAT|TIN|GSTIN|EIN|ABN)\b/.test(cell.text)) continue;
    const rest = hit
      ? behindLabel(cell.text, hit)
      : cell.text.replace(/^.*?\b(?:VAT|TIN|GSTIN|EIN|ABN)\b[^:]*[:：]?\s*/, '');
    const next = rest.trim() === '' ? cells[index + 1] : undefined;
    const id =
      CHINESE_ID.exec(next?.text ?? rest)?.[1] ??
      LABELLED_ID.exec((next?.text ?? rest).trim())?.[1];
    if (id !== undefined)
      found.push({ value: id, confidence: next ? 0.6 : 0.75, cell: next ?? cell });
  }
  return found;
}
