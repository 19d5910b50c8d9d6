import { claimDoc } from '../../../contract/claims.ts';
import type { CurrentMessage } from '../../book/stores/packets.ts';
import type { SharedKind } from '../../book/stores/pairings.ts';
import type { Context } from '../context.ts';
import { heldPeople } from '../people/people.ts';
import { isPersonBook, ownPerson } from './installation.ts';
import { toldAssets } from './told-assets.ts';
import { sharesUsage } from './usage-messages.ts';

type Fields = Readonly<Record<string, unknown>>;

type Delivery = 'queued' | 'sent' | 'received';

/** How far something has come on its way to the office. */
class Deliveries {
  readonly #context: Context;
  readonly #standing: ReadonlyMap<string, CurrentMessage>;
  readonly #sent = new Map<string, Delivery>();
  #told: { assets: ReturnType<typeof toldAssets>; uses: ReadonlySet<string> } | null = null;
  readonly #uuids = new Map<SharedKind, ReadonlyMap<number, string>>();

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

  /** `isChanged`: whether what stands here is another by now than what was made ready to be sent. */
  of(type: SharedKind, uuid: string, isChanged: (standing: CurrentMessage) => boolean): Delivery {
    const standing = this.#standing.get(`${type}\n${uuid}`);
    if (standing === undefined || isChanged(standing)) return 'queued';
    return this.#sent.get(standing.id) ?? 'queued';
  }

  /** Whether the office told it first, and it stands here as it was told. */
  isTold(kind: SharedKind, uuid: string, one: Fields): boolean {
    if ((kind !== 'asset' && kind !== 'reuse') || this.#standing.has(`${kind}\n${uuid}`))
      return false;
    this.#told ??= {
      assets: toldAssets(this.#context.book),
      uses: new Set(this.#context.book.packets.told('reuse-state').map(({ about }) => about)),
    };
    if (kind === 'reuse') return this.#told.uses.has(uuid);
    const told = this.#told.assets.get(uuid);
    return told !== undefined && told.retired === one['retired'];
  }

  uuids(kind: SharedKind): ReadonlyMap<number, string> {
    const held = this.#uuids.get(kind);
    if (held) return held;
    const { pairings } = this.#context.book;
    const made = new Map(pairings.itemsOf(kind).map(({ id, uuid }) => [id, uuid]));
    this.#uuids.set(kind, made);
    return made;
  }
}

const LISTS = [
  ['claims', 'claim'],
  ['items', 'output'],
  ['topUps', 'top-up'],
  ['assets', 'asset'],
  ['uses', 'reuse'],
] as const;

/**
 * An answer of a person's own book with the names that both sides know, how far each thing has come, and
 * claims as the office told them last.
 */
export function withDelivery<O>(context: Context, request: string, answer: O): O {
  if (
    !isPersonBook(context.book) ||
    !/^(claims|output|allowance|assets)\/|^imports\/run$/.test(request)
  )
    return answer;
  const fields = answer as Fields;
  if (heldPeople(context.book).length === 0) return answer;
  const deliveries = new Deliveries(context);
  const told = new Map(
    context.book.packets.told('claim-state').map(({ about, body }) => [about, body]),
  );
  const assets = request.startsWith('assets/') ? toldAssets(context.book) : null;
  const me = ownPerson(context.book).email.toLowerCase();
  const named = (kind: SharedKind, one: Fields, id = one['id']): Fields => {
    const uuid = deliveries.uuids(kind).get(Number(id));
    if (uuid === undefined) return one;
    if (kind === 'claim' && one['state'] === 'draft') return { ...one, uuid };
    if (kind === 'asset' && String(one['email']).toLowerCase() !== me) {
      return { ...asColleagues(one, assets?.get(uuid)?.maker), uuid };
    }
    if (deliveries.isTold(kind, uuid, one))
      return { ...one, ...COSTLESS, uuid, delivery: 'received' };
    const delivery = deliveries.of(kind, uuid, (standing) => {
      if (kind === 'asset') return isRetiredSince(one, standing);
      if (kind !== 'claim') return false;
      const changedAt = context.book.claims.steps([Number(id)]).at(-1)?.at;
      return changedAt !== undefined && changedAt > standing.at;
    });
    const own = kind === 'asset' ? { ...one, ...COSTLESS } : one;
    const shown = kind === 'claim' ? asTold(one, told.get(uuid) ?? null) : own;
    return { ...shown, uuid, delivery };
  };
  const lists = LISTS.flatMap(([field, kind]) => {
    const list = fields[field];
    return Array.isArray(list)
      ? [[field, (list as Fields[]).map((one) => named(kind, one))] as const]
      : [];
  });
  if (request === 'imports/run') return { ...fields, imports: queuedImports(context, fields) } as O;
  const done: Fields = { ...fields, ...Object.fromEntries(lists) };
  if (request === 'output/log') return named('output', done) as O;
  if (request === 'assets/add') return named('asset', { email: me, ...done }) as O;
  if (request === 'assets/use') return named('reuse', done, done['use']) as O;
  return done as O;
}

const isRetiredSince = ({ retired }: Fields, { body }: CurrentMessage): boolean =>
  retired !== undefined && (JSON.parse(body) as Fields)['retired'] !== retired;

/** A colleague's: who made it, without what it took, which is not told. */
const asColleagues = (one: Fields, maker: { name: string; email: string } | undefined): Fields => ({
  ...one,
  maker: maker ? { ...maker, role: null, team: null } : one['maker'],
  ...COSTLESS,
  share: null,
  hours: null,
});

/** What the company bears for it stands in the company's book alone. */
const COSTLESS = { cost: null, spendPart: null, left: null, thisMonth: null, missing: null };

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
