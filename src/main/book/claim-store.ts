import type { ApprovedLine, Claim, ClaimPayment } from '../../core/claims/claim.ts';
import type { ClaimLine, Grant, Receipt } from '../../core/claims/claim-line.ts';
import type { Finding } from '../../core/claims/finding.ts';
import { invoiceNumberKey } from '../../core/claims/vendor-match.ts';
import { roundToTotal } from '../../core/close/round-to-total.ts';
import { minorUnitMicro } from '../../core/invoices/minor-unit.ts';
import type { Book } from './book.ts';
import type { ClaimLineRow } from './stores/claims.ts';

export type HeldReceipt = Receipt & {
  readonly lineNo: number;
  readonly fileName: string;
  readonly mediaType: string;
};

/** A claim as the book holds it: the rules' own shape, with what only the book knows. */
export type HeldClaim = {
  readonly id: number;
  readonly personId: number;
  readonly madeAt: string;
  readonly claim: Claim;
  readonly receipts: readonly HeldReceipt[];
  /** As they stood at the last step that looked at them. */
  readonly lastFindings: readonly Finding[];
};

/** A claim's id as the rules, references and exports write it. */
export const claimName = (id: number): string => `C${id}`;

/** Every claim, oldest first, or those of the ids given. `names` tells under which names a person acts. */
export function heldClaims(
  book: Book,
  names: (personId: number) => { readonly email: string; readonly all: readonly string[] },
  ids: readonly number[] | null = null,
): HeldClaim[] {
  const lines = grouped(book.claims.lines(ids));
  const receipts = grouped(book.receipts.ofClaims(ids));
  const steps = grouped(book.claims.steps(ids));
  const payments = grouped(book.claims.payments(ids));
  return book.claims.claims(ids).map((row) => {
    const own = lines.get(row.id) ?? [];
    const shown = receipts.get(row.id) ?? [];
    const history = steps.get(row.id) ?? [];
    const { email, all } = names(row.personId);
    return {
      id: row.id,
      personId: row.personId,
      madeAt: row.madeAt,
      receipts: shown,
      lastFindings: findingsFrom(
        history.findLast(({ findings }) => findings !== null)?.findings ?? null,
      ),
      claim: {
        id: claimName(row.id),
        person: email,
        claimantNames: all,
        state: row.state,
        lines: own.map((line) => lineOf(line, shown)),
        firstApproval: row.firstApproval === null ? null : firstApprovalFrom(row.firstApproval),
        approved: approvedOf(own),
        payments: (payments.get(row.id) ?? []).map(({ claimId: _, ...one }) => one),
        history: history.map(({ claimId: _, findings: __, grants, ...step }) => ({
          ...step,
          grants: grants === null ? null : grantsFrom(grants),
        })),
      },
    };
  });
}

function grouped<T extends { claimId: number }>(rows: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const list = groups.get(row.claimId);
    if (list) list.push(row);
    else groups.set(row.claimId, [row]);
  }
  return groups;
}

function lineOf(row: ClaimLineRow, receipts: readonly HeldReceipt[]): ClaimLine {
  const {
    claimId: _,
    lineNo,
    approvedMicro: __,
    approvedBaseMicro: ___,
    chargedMonth,
    payableMicro: ____,
    payableCurrency: _____,
    recoverableMicro: ______,
    recoverableBaseMicro: _______,
    ...line
  } = row;
  return {
    ...line,
    id: String(lineNo),
    receipts: receipts.filter((one) => one.lineNo === lineNo),
  };
}

function approvedOf(rows: readonly ClaimLineRow[]): ApprovedLine[] {
  const payable = payableBefore(rows.filter((row) => row.payableMicro === null));
  return rows.flatMap((row) => {
    const { lineNo, approvedMicro, approvedBaseMicro, chargedMonth, payableMicro } = row;
    if (approvedMicro === null || approvedBaseMicro === null || chargedMonth === null) return [];
    return {
      lineId: String(lineNo),
      approvedMicro,
      payableMicro: payableMicro ?? payable.get(lineNo) ?? 0n,
      payableCurrency: row.payableCurrency ?? row.currency,
      baseMicro: approvedBaseMicro,
      recoverableMicro: row.recoverableMicro ?? 0n,
      recoverableBaseMicro: row.recoverableBaseMicro ?? 0n,
      month: chargedMonth,
    };
  });
}

/** Lines approved before what they pay was kept: in their own currency, rounded as their transfers were. */
function payableBefore(rows: readonly ClaimLineRow[]): Map<number, bigint> {
  const payable = new Map<number, bigint>();
  for (const currency of new Set(rows.map((row) => row.currency))) {
    const own = rows.filter((row) => row.currency === currency);
    const rounded = roundToTotal(
      own.map(({ approvedMicro }) => approvedMicro ?? 0n),
      minorUnitMicro(currency),
    );
    for (const [index, { lineNo }] of own.entries()) payable.set(lineNo, rounded[index] ?? 0n);
  }
  return payable;
}

const grantsText = (grants: readonly Grant[]): string =>
  JSON.stringify(grants.map(({ lineId, approvedMicro }) => [lineId, approvedMicro.toString()]));
const grantsFrom = (text: string): Grant[] =>
  (JSON.parse(text) as [string, string][]).map(([lineId, micro]) => ({
    lineId,
    approvedMicro: BigInt(micro),
  }));
function firstApprovalFrom(text: string): Claim['firstApproval'] {
  const { by, grants } = JSON.parse(text) as { by: string; grants: string };
  return { by, grants: grantsFrom(grants) };
}

const findingsText = (findings: readonly Finding[]): string =>
  JSON.stringify(
    findings.map((one) => ({ ...one, untouchedBaseMicro: one.untouchedBaseMicro.toString() })),
  );
function findingsFrom(text: string | null): Finding[] {
  if (text === null) return [];
  return (
    JSON.parse(text) as (Omit<Finding, 'untouchedBaseMicro'> & { untouchedBaseMicro: string })[]
  ).map((one) => ({ ...one, untouchedBaseMicro: BigInt(one.untouchedBaseMicro) }));
}

/** A new, empty draft; gives its id. */
export function addClaim(book: Book, personId: number, at: string): number {
  return book.claims.add(personId, at).id;
}

/**
 * Writes what one step changed: the claim's state, its lines where they were edited, what stands
 * approved, payments, and the step itself. `byName` is who did it, as written.
 */
export function saveStep(
  book: Book,
  id: number,
  before: Claim,
  after: Claim,
  step: {
    readonly byName: string;
    readonly findings: readonly Finding[] | null;
    /** Per line id: which receipt under which file name. */
    readonly fileNames: ReadonlyMap<string, ReadonlyMap<string, string>>;
  },
): void {
  const { firstApproval } = after;
  book.claims.setState(
    id,
    after.state,
    firstApproval &&
      JSON.stringify({ by: firstApproval.by, grants: grantsText(firstApproval.grants) }),
  );
  if (after.lines !== before.lines) replaceLines(book, id, after.lines, step.fileNames);
  if (after.approved !== before.approved) saveApproved(book, id, after.approved);
  savePayments(book, id, before.payments, after.payments);
  const taken = after.history.at(-1);
  if (!taken || after.history.length === before.history.length) return;
  book.claims.addStep({
    ...taken,
    claimId: id,
    by: step.byName,
    grants: taken.grants && grantsText(taken.grants),
    findings: step.findings && findingsText(step.findings),
  });
}

function replaceLines(
  book: Book,
  id: number,
  lines: readonly ClaimLine[],
  fileNames: ReadonlyMap<string, ReadonlyMap<string, string>>,
): void {
  book.claims.removeLines(id);
  for (const line of lines) {
    book.claims.addLine(
      {
        ...line,
        claimId: id,
        lineNo: Number(line.id),
        taxMicro: line.taxMicro ?? null,
        taxRate: line.taxRate ?? null,
        inCompanyName: line.inCompanyName ?? false,
      },
      line.invoiceNumber === null ? null : invoiceNumberKey(line.invoiceNumber),
    );
    for (const { sha256 } of line.receipts) {
      book.receipts.show(
        id,
        Number(line.id),
        sha256,
        fileNames.get(line.id)?.get(sha256) ?? sha256,
      );
    }
  }
}

function saveApproved(book: Book, id: number, approved: readonly ApprovedLine[]): void {
  book.claims.forgetApproved(id);
  for (const one of approved) {
    book.claims.approveLine(id, Number(one.lineId), one);
  }
}

function savePayments(
  book: Book,
  id: number,
  before: readonly ClaimPayment[],
  after: readonly ClaimPayment[],
): void {
  for (const [index, payment] of after.entries()) {
    const { reference, currency, failed } = payment;
    if (index >= before.length) {
      book.claims.addPayment(id, payment);
    } else if (failed && before[index]?.failed === false) {
      book.claims.failPayment(id, reference, currency);
    }
  }
}
