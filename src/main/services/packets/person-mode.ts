import { claimDoc } from '../../../contract/claims.ts';
import { Failure } from '../../../core/failure.ts';
import type { CurrentMessage } from '../../book/stores/packets.ts';
import type { Context } from '../context.ts';
import { heldPeople } from '../people/people.ts';
import { isPersonBook, ownPerson, refuseInPersonBook } from './installation.ts';
import { sharesUsage } from './usage-messages.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a person's own book writes; everything else that changes a book is the office's. */
const OWN_WRITES: ReadonlySet<string> = new Set([
  'allowance/topUpAsk',
  'allowance/topUpDecide',
  'backup/daily',
  'claims/bankSet',
  'claims/save',
  'claims/withdraw',
  'imports/run',
  'imports/undo',
  'mine/ask',
  'output/log',
  'output/nothing',
  'output/remove',
  'output/restore',
  'packets/confirm',
  'packets/folderRun',
  'packets/folderSet',
  'packets/join',
  'packets/keysUnlock',
  'packets/send',
  'packets/take',
  'rates/fetch',
  'rates/set',
  'settings/set',
]);

/** Where a request names the person whom it is about. */
const PERSON_FIELD: Readonly<Record<string, string>> = {
  'allowance/topUpAsk': 'person',
  'claims/bankSet': 'person',
  'claims/check': 'person',
  'claims/save': 'person',
  'imports/look': 'person',
  'imports/run': 'person',
  'output/log': 'email',
  'output/nothing': 'email',
};

/** A request as it holds in this book: in a person's own everything is theirs, and the office's is refused. */
export function inThisBook<I>(
  context: Context,
  request: { readonly name: string; readonly mode: 'read' | 'write' },
  input: I,
): { context: Context; input: I } {
  const field = PERSON_FIELD[request.name];
  if (!isPersonBook(context.book)) {
    if (field !== undefined && (input as Fields)[field] === '') {
      throw new Failure('wrong_usage', 'Say whose it is, with --person EMAIL.');
    }
    return { context, input };
  }
  if (request.mode === 'write' && !OWN_WRITES.has(request.name)) refuseInPersonBook(context);
  const isDecision =
    request.name === 'allowance/topUpDecide' && (input as Fields)['decision'] !== 'withdraw';
  if (isDecision) refuseInPersonBook(context);
  if (heldPeople(context.book).length === 0) return { context, input };
  const { email } = ownPerson(context.book);
  const own = { ...context, who: email };
  // Elsewhere `by` is what figures are told apart by, and nobody's name.
  const saysWho = request.mode === 'write' || request.name.startsWith('claims/');
  const named = saysWho && 'by' in (input as Fields) ? { ...input, by: email } : input;
  return { context: own, input: field ? { ...named, [field]: email } : named };
}

export type Delivery = 'queued' | 'sent' | 'received';

/** How far something has come on its way to the office. */
class Deliveries {
  readonly #context: Context;
  readonly #standing: ReadonlyMap<string, CurrentMessage>;
  readonly #sent = new Map<string, Delivery>();

  constructor(context: Context) {
    const { packets, pairings } = context.book;
    this.#context = context;
    const current = packets.current(ownPerson(context.book).id);
    this.#standing = new Map(current.map((one) => [`${one.type}\n${one.about}`, one]));
    for (const { installation } of pairings.all()) {
      const out = packets.stream(installation, 'out');
      for (const { id, stream, seq } of packets.sent(installation)) {
        const hasArrived = out?.stream === stream && out.acked >= seq;
        this.#sent.set(id, hasArrived ? 'received' : 'sent');
      }
    }
  }

  of(type: 'claim' | 'output' | 'top-up', uuid: string, changedAt: string | null): Delivery {
    const standing = this.#standing.get(`${type}\n${uuid}`);
    if (standing === undefined || (changedAt !== null && changedAt > standing.at)) return 'queued';
    return this.#sent.get(standing.id) ?? 'queued';
  }

  uuids(kind: 'claim' | 'output' | 'top-up'): ReadonlyMap<number, string> {
    return new Map(this.#context.book.pairings.itemsOf(kind).map(({ id, uuid }) => [id, uuid]));
  }
}

const LISTS = [
  ['claims', 'claim'],
  ['items', 'output'],
  ['topUps', 'top-up'],
] as const;

/**
 * An answer of a person's own book with the names that both sides know, how far each thing has come, and
 * claims as the office told them last.
 */
export function withDelivery<O>(context: Context, request: string, answer: O): O {
  if (!isPersonBook(context.book) || !/^(claims|output|allowance)\/|^imports\/run$/.test(request))
    return answer;
  const fields = answer as Fields;
  if (heldPeople(context.book).length === 0) return answer;
  const deliveries = new Deliveries(context);
  const told = new Map(
    context.book.packets.told('claim-state').map(({ about, body }) => [about, body]),
  );
  const named = (kind: 'claim' | 'output' | 'top-up', one: Fields): Fields => {
    const uuid = deliveries.uuids(kind).get(Number(one['id']));
    if (uuid === undefined) return one;
    const steps = kind === 'claim' ? context.book.claims.steps([Number(one['id'])]) : [];
    if (kind === 'claim' && one['state'] === 'draft') return { ...one, uuid };
    const delivery = deliveries.of(kind, uuid, steps.at(-1)?.at ?? null);
    const shown = kind === 'claim' ? asTold(one, told.get(uuid) ?? null) : one;
    return { ...shown, uuid, delivery };
  };
  const lists = LISTS.flatMap(([field, kind]) => {
    const list = fields[field];
    return Array.isArray(list)
      ? [[field, (list as Fields[]).map((one) => named(kind, one))] as const]
      : [];
  });
  if (request === 'imports/run') return { ...fields, imports: queuedImports(context, fields) } as O;
  const logged = request === 'output/log' ? named('output', fields) : fields;
  return { ...logged, ...Object.fromEntries(lists) } as O;
}

/** What was read of agents' logs is queued, unless nothing of it is ever to go. */
function queuedImports(context: Context, { imports }: Fields): Fields[] {
  return (imports as Fields[]).map((one) =>
    one['kind'] === 'agent-log' && one['status'] === 'committed' && sharesUsage(context)
      ? { ...one, delivery: 'queued' }
      : one,
  );
}

/** The office's own document of a claim that stands as it says, under this book's number. */
function asTold(own: Fields, body: string | null): Fields {
  if (body === null) return own;
  const told = claimDoc.safeParse(JSON.parse(body));
  if (!told.success || told.data.state !== own['state']) return own;
  return { ...told.data, id: own['id'], person: own['person'] };
}
