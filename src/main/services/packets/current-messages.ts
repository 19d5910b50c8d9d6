import { createHash, randomUUID } from 'node:crypto';
import type { CurrentMessage } from '../../book/stores/packets.ts';
import type { Context } from '../context.ts';
import { ownInstallation } from './installation.ts';

/** What stands to be told about one thing: its newest form. */
export type MessageDraft = {
  readonly type: string;
  readonly about: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** What of it is news; the whole body where nothing else is said. */
  readonly news?: unknown;
  /** Its revision where its subject counts for itself; else the installation counts. */
  readonly rev?: number;
};

/** What says whether something is news. */
export const digestOf = (news: unknown): string =>
  createHash('sha256').update(canonicalText(news)).digest('hex');

/** A document as one text: keys in their order, so that equal documents are equal texts. */
function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, held]) => held !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonicalText(held)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/**
 * Brings what stands to be told of a person to what is drafted: what says something new gets a new id
 * and a revision above the one before. Gives all that stands, in the order of revisions.
 */
export function settleMessages(
  context: Context,
  personId: number,
  drafts: readonly MessageDraft[],
): CurrentMessage[] {
  const { packets, pairings } = context.book;
  const own = ownInstallation(context);
  const held = new Map(packets.current(personId).map((one) => [keyOf(one), one]));
  let { rev } = own;
  for (const draft of drafts) {
    const before = held.get(keyOf(draft));
    const digest = digestOf(draft.news ?? draft.body);
    if (before?.digest === digest) continue;
    rev += 1;
    packets.setCurrent({
      personId,
      type: draft.type,
      about: draft.about,
      id: randomUUID(),
      rev: draft.rev ?? rev,
      at: context.now(),
      body: JSON.stringify(draft.body),
      digest,
    });
  }
  if (rev !== own.rev) pairings.setCounts(rev, own.epoch);
  return packets.current(personId);
}

const keyOf = ({ type, about }: { readonly type: string; readonly about: string }): string =>
  `${type}\n${about}`;
