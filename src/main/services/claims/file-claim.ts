import type {
  ClaimLineDraft,
  claimsCheck,
  claimsSave,
  claimsWithdraw,
} from '../../../contract/claims.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { type Claim, newClaim } from '../../../core/claims/claim.ts';
import type { ClaimLine } from '../../../core/claims/claim-line.ts';
import { lineFailure } from '../../../core/claims/line-amounts.ts';
import { Failure } from '../../../core/failure.ts';
import { parseMicro } from '../../../core/money.ts';
import { addClaim, type HeldClaim } from '../../book/claim-store.ts';
import type { Context } from '../context.ts';
import { personByEmail } from '../people/people.ts';
import { ClaimDocuments } from './claim-documents.ts';
import { ClaimFacts } from './claim-facts.ts';
import { claimDocs, heldClaim, takeStep } from './claim-steps.ts';
import { type StagedReceipt, stageReceipt } from './receipts.ts';

export type StagedLine = { readonly line: ClaimLine; readonly receipts: readonly StagedReceipt[] };

/** The findings of a claim before it is filed. Lines that are not filled in yet raise none. */
export async function checkClaim(
  context: Context,
  input: InputOf<typeof claimsCheck>,
): Promise<OutputOf<typeof claimsCheck>> {
  const lines = (await stagedLines(context, input.lines)).map(({ line }) => line);
  const facts = new ClaimFacts(context);
  const documents = new ClaimDocuments(facts, new Map());
  const person = personByEmail(context.book, input.person);
  const findings = facts.findingsOf({ id: input.id, personId: person.id, lines });
  return {
    findings: documents.findings(findings, person.email.toLowerCase(), 'claimant'),
    ...documents.totals(lines),
  };
}

/** Files a claim, changes one that may be changed, or answers a question; sends it on where asked to. */
export async function saveClaim(
  context: Context,
  input: InputOf<typeof claimsSave>,
): Promise<OutputOf<typeof claimsSave>> {
  const staged = input.lines && (await stagedLines(context, input.lines));
  const facts = new ClaimFacts(context);
  const id = context.book.transaction(() => fileStaged(context, facts, input, staged));
  return claimDocs(context, facts, [id], input.by, 'claimant');
}

/** The same with lines whose receipts were read already, inside a transaction; gives the claim's id. */
export function fileStaged(
  context: Context,
  facts: ClaimFacts,
  input: Omit<InputOf<typeof claimsSave>, 'lines'>,
  staged: readonly StagedLine[] | undefined,
): number {
  const { by } = input;
  const held =
    input.id === null
      ? newDraft(context, facts, input.person)
      : ownClaim(context, facts, input.id, input.person);
  let claim = held.claim;
  if (staged) claim = editLines(context, facts, held, staged, by);
  if (input.submit) {
    const answer = input.answer || null;
    takeStep(
      context,
      facts,
      { ...held, claim },
      { kind: 'submit', why: answer },
      { by, findings: facts.findingsOf({ ...held, lines: claim.lines }) },
    );
  }
  return held.id;
}

function ownClaim(
  context: Context,
  facts: ClaimFacts,
  id: number,
  email: string | undefined,
): HeldClaim {
  const held = heldClaim(facts, id);
  if (email === undefined || held.personId === personByEmail(context.book, email).id) return held;
  throw new Failure('claim_of_another', `Claim ${id} is not ${email}'s.`, { id, email });
}

function newDraft(
  context: Context,
  facts: ClaimFacts,
  email: string | undefined,
): Pick<HeldClaim, 'id' | 'personId' | 'claim'> {
  if (email === undefined) throw new Failure('claim_of_whom', 'Say whose claim it is.', {});
  const person = personByEmail(context.book, email);
  const id = addClaim(context.book, person.id, context.now());
  const names = facts.names(person.id);
  return {
    id,
    personId: person.id,
    claim: newClaim(`C${id}`, names.email, names.all),
  };
}

function editLines(
  context: Context,
  facts: ClaimFacts,
  held: Pick<HeldClaim, 'id' | 'personId' | 'claim'>,
  staged: readonly StagedLine[],
  by: string | undefined,
): Claim {
  for (const { line, receipts } of staged) {
    const failure = lineFailure(line);
    if (failure) throw failure;
    for (const receipt of receipts) receipt.keep();
  }
  return takeStep(
    context,
    facts,
    held,
    { kind: 'edit', lines: staged.map(({ line }) => line) },
    {
      by,
      fileNames: new Map(
        staged.map(({ line, receipts }) => [
          line.id,
          new Map(receipts.map(({ receipt, fileName }) => [receipt.sha256, fileName])),
        ]),
      ),
    },
  );
}

/** Lines with their receipts read and nothing kept yet. */
export async function stagedLines(
  context: Context,
  drafts: readonly ClaimLineDraft[],
): Promise<StagedLine[]> {
  const lines: StagedLine[] = [];
  for (const [index, draft] of drafts.entries()) {
    const receipts: StagedReceipt[] = [];
    for (const source of draft.receipts) {
      const staged = await stageReceipt(context, source);
      if (!receipts.some(({ receipt }) => receipt.sha256 === staged.receipt.sha256)) {
        receipts.push(staged);
      }
    }
    lines.push({ line: lineOf(draft, index, receipts), receipts });
  }
  return lines;
}

function lineOf(
  draft: ClaimLineDraft,
  index: number,
  receipts: readonly StagedReceipt[],
): ClaimLine {
  const amountMicro = parseMicro(draft.amount.amount);
  if (amountMicro === null) {
    throw new Failure('claim_amount_invalid', 'Enter an amount above zero.', { line: index + 1 });
  }
  return {
    id: String(index + 1),
    day: draft.day,
    tool: draft.tool || null,
    vendor: draft.vendor || null,
    invoiceNumber: draft.invoiceNumber || null,
    purpose: draft.purpose,
    amountMicro,
    currency: draft.amount.currency.toUpperCase(),
    workPercent: draft.workPercent,
    periodStart: draft.periodStart,
    periodEnd: draft.periodEnd,
    taxMicro: taxOf(draft.tax, index),
    taxRate: draft.taxRate?.replace('%', '').trim() || null,
    inCompanyName: draft.inCompanyName ?? false,
    receipts: receipts.map(({ receipt }) => receipt),
  };
}

/** A receipt's tax as it is typed; `claim_tax_invalid` where that is no amount. */
export function taxOf(text: string | null | undefined, index: number): bigint | null {
  if (text === null || text === undefined || text.trim() === '') return null;
  const micro = parseMicro(text);
  if (micro !== null) return micro;
  throw new Failure(
    'claim_tax_invalid',
    "Enter the receipt's tax as it is printed, below the amount, and its rate in percent; or neither.",
    { line: index + 1 },
  );
}

/** Takes a claim back before it is decided. Only the claimant can. */
export function withdrawClaim(
  context: Context,
  { id, reason, by }: InputOf<typeof claimsWithdraw>,
): OutputOf<typeof claimsWithdraw> {
  const facts = new ClaimFacts(context);
  context.book.transaction(() => {
    takeStep(
      context,
      facts,
      heldClaim(facts, id),
      { kind: 'withdraw', why: reason || null },
      { by },
    );
  });
  return claimDocs(context, facts, [id], by);
}
