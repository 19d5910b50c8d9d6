import * as z from 'zod';
import type { ClaimLineDraft } from '../../../contract/claims.ts';
import { Failure } from '../../../core/failure.ts';
import type { HeldPairing } from '../../book/stores/pairings.ts';
import type { PacketMessage } from '../../packets/packet-shape.ts';
import type { ClaimFacts } from '../claims/claim-facts.ts';
import { heldClaim, takeStep } from '../claims/claim-steps.ts';
import { fileStaged, type StagedLine, stagedLines } from '../claims/file-claim.ts';
import type { Context } from '../context.ts';
import type { HeldPerson } from '../people/people.ts';
import { claimLine, claimReceipt, sha256, told } from './claim-line-shape.ts';
import { bodyOf, refuseAfterEnd, uuidOf } from './message-body.ts';
import type { Outcome } from './outcome.ts';
import { superseded, TAKEN } from './outcome.ts';

const line = claimLine.extend({
  receipts: z.array(claimReceipt.extend({ pictureHash: sha256.nullable().catch(null) })).max(20),
});

const claimBody = z.object({
  state: z.enum(['submitted', 'withdrawn']),
  basedOn: z.number().int().nullable(),
  lines: z.array(line).max(100),
  answer: told.nullable(),
  reason: told.nullable(),
});

/** A claim as it was sent, its receipts read, nothing kept yet. */
export type StagedClaim = {
  readonly body: z.infer<typeof claimBody>;
  readonly lines: readonly StagedLine[];
};

/** Reads a claim's lines and receipts, which travel with it, came before it, or are in the book. */
export async function stageClaim(
  context: Context,
  pairing: HeldPairing,
  message: PacketMessage,
  attachments: ReadonlyMap<string, Buffer>,
): Promise<StagedClaim> {
  const body = bodyOf(claimBody, message);
  const drafts = body.lines.map(
    ({ receipts, tax, ...rest }): ClaimLineDraft => ({
      ...rest,
      tax: tax?.amount ?? null,
      receipts: receipts.map(({ sha256, file, pictureHash }) => {
        if (context.book.receipts.one(sha256)) return { sha256 };
        const kept = context.book.packets.attachment(pairing.installation, sha256);
        const content = attachments.get(sha256) ?? kept?.content;
        if (content === undefined) throw missing(file);
        return { name: file || sha256, base64: content.toString('base64'), pictureHash };
      }),
    }),
  );
  return { body, lines: await stagedLines(context, drafts) };
}

const missing = (file: string): Failure =>
  new Failure(
    'attachment_missing',
    `The receipt ${file} did not come with its claim. Send the claim again; nothing of it was taken.`,
    { file },
  );

/**
 * Files, answers or withdraws a claim as its person sent it. What the office did meanwhile stands: an
 * answer to an earlier state of it is superseded, and a decided claim is not withdrawn.
 */
export function takeClaim(
  context: Context,
  facts: ClaimFacts,
  person: HeldPerson,
  message: PacketMessage,
  staged: StagedClaim | Failure | undefined,
): Outcome {
  if (staged === undefined || staged instanceof Failure) throw staged ?? missing('');
  const { body, lines } = staged;
  const uuid = uuidOf(message);
  const held = context.book.pairings.itemOf('claim', uuid);
  if (!held) return fileNew(context, facts, person, uuid, staged);
  const claim = heldClaim(facts, held.id);
  if (claim.personId !== person.id) throw notTheirs();
  const { state, history } = claim.claim;
  if (body.state === 'withdrawn') return withdraw(context, facts, held.id, body.reason, state);
  const lastAnswer = history.findLast(({ kind }) => kind === 'submit')?.why ?? null;
  const isKnown = isSaidAlready(claim.claim.lines, lines);
  if (isKnown && (body.basedOn === null || body.answer === lastAnswer)) return TAKEN;
  if (state !== 'needs information' || body.basedOn !== history.length) {
    return superseded(
      'claim_superseded',
      `The claim had moved on at the office ("${state}") when this came. It is kept as a draft: look at it once more.`,
      { state },
    );
  }
  for (const { line: one } of lines) refuseAfterEnd(context, person, one.day);
  fileStaged(
    context,
    facts,
    { id: held.id, person: person.email, submit: true, answer: body.answer, by: person.email },
    lines,
  );
  facts.reread([held.id]);
  return TAKEN;
}

function fileNew(
  context: Context,
  facts: ClaimFacts,
  person: HeldPerson,
  uuid: string,
  { body, lines }: StagedClaim,
): Outcome {
  // Withdrawn before it ever arrived: there is nothing to decide.
  if (body.state === 'withdrawn') return TAKEN;
  for (const { line: one } of lines) refuseAfterEnd(context, person, one.day);
  const id = fileStaged(
    context,
    facts,
    { id: null, person: person.email, submit: true, answer: body.answer, by: person.email },
    lines,
  );
  context.book.pairings.share('claim', uuid, id);
  facts.reread([id]);
  return TAKEN;
}

function withdraw(
  context: Context,
  facts: ClaimFacts,
  id: number,
  reason: string | null,
  state: string,
): Outcome {
  if (state === 'withdrawn') return TAKEN;
  if (state !== 'submitted' && state !== 'needs information') {
    throw new Failure(
      'claim_already_decided',
      `The claim was decided on ("${state}") before it was withdrawn. The decision stands; talk to the office.`,
      { state },
    );
  }
  takeStep(
    context,
    facts,
    heldClaim(facts, id),
    { kind: 'withdraw', why: reason },
    { by: context.who },
  );
  facts.reread([id]);
  return TAKEN;
}

/** Whether these are the lines that the book holds already, as after a book was put back. */
function isSaidAlready(held: readonly StagedLine['line'][], said: readonly StagedLine[]): boolean {
  return (
    held.length === said.length &&
    held.every((one, index) => {
      const other = said[index]?.line;
      return (
        other !== undefined &&
        one.day === other.day &&
        one.amountMicro === other.amountMicro &&
        one.currency === other.currency &&
        one.purpose === other.purpose
      );
    })
  );
}

export const notTheirs = (): Failure =>
  new Failure('item_of_another', 'This belongs to somebody else. Nothing of it was taken.');
