import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { allowanceSet, topUpAsk, topUpDecide, topUpList } from '../../src/contract/allowances.ts';
import * as assets from '../../src/contract/assets.ts';
import * as claims from '../../src/contract/claims.ts';
import { importsRun } from '../../src/contract/imports.ts';
import * as output from '../../src/contract/output.ts';
import { folderRun, folderSet } from '../../src/contract/packets.ts';
import { logSource } from '../../src/main/book/agent-log-store.ts';
import type { Book } from '../../src/main/book/book.ts';
import type { SharedKind } from '../../src/main/book/stores/pairings.ts';
import { line } from './made-claims.ts';
import { type AgentEvent, agentHome, type Installation, type PairedBooks } from './paired-books.ts';

/** Installations over a folder that loses, doubles, reorders, cuts and renames; books are put back and clocks are wrong. */

export type Act = { readonly act: string; readonly who: number; readonly pick: number };

const ACTS = [
  'claim',
  'claim',
  'output',
  'output',
  'remove output',
  'withdraw',
  'answer',
  'nothing',
  'approve',
  'ask',
  'reject',
  'accept',
  'ask for more',
  'decide on more',
  'asset',
  'retire',
  'use',
  'use at office',
  'take use back',
  'use agents',
  'run',
  'run',
  'run office',
  'run office',
  'lose',
  'double',
  'delay',
  'bring back',
  'cut',
  'rename',
  'copy',
  'put back',
  'skew',
  'reopen',
] as const;

export const acts = fc.array(
  fc.record({
    act: fc.constantFrom(...ACTS),
    who: fc.nat({ max: 4 }),
    pick: fc.nat({ max: 1000 }),
  }),
  { minLength: 8, maxLength: 40 },
);

export class World {
  readonly books: PairedBooks;
  readonly shared: string;
  readonly aside: string;
  readonly #events = new Map<Installation, AgentEvent[]>();
  #count = 0;

  constructor(books: PairedBooks) {
    this.books = books;
    this.shared = join(books.folder, 'shared');
    this.aside = join(books.folder, 'aside');
  }

  get all(): Installation[] {
    return [this.books.office, ...this.books.people];
  }

  async begin(people: readonly [string, string][]): Promise<void> {
    mkdirSync(this.shared);
    mkdirSync(this.aside);
    for (const [email, device] of people) await this.books.join(email, device);
    await this.books.office.services.call(allowanceSet, {
      scope: 'company',
      limit: '100',
      cadence: 'month',
      from: '2026-01-01',
    });
    for (const one of this.all) {
      await one.services.call(folderSet, { folder: this.shared });
    }
  }

  async step({ act, who, pick }: Act): Promise<void> {
    const { office, people } = this.books;
    this.books.passed += 7;
    const person = people[who % people.length] ?? office;
    const any = this.all[who % this.all.length] ?? office;
    switch (act) {
      case 'claim':
        this.#count += 1;
        await person.services.call(claims.claimsSave, {
          id: null,
          person: person.email ?? '',
          lines: [
            line({
              purpose: `Plan ${this.#count}`,
              amount: { amount: `${10 + this.#count}.00`, currency: 'EUR' },
            }),
          ],
          submit: true,
        });
        break;
      case 'output':
        this.#count += 1;
        await person.services.call(output.outputLog, {
          email: person.email ?? '',
          day: '2026-06-15',
          kind: 'ticket',
          quantity: String(1 + (pick % 3)),
          title: `Ticket ${this.#count}`,
          link: null,
          acceptedBy: null,
          minutesSaved: null,
        });
        break;
      case 'remove output': {
        const id = pickOf(await outputsOf(person), pick)?.id;
        if (id !== undefined) await person.services.call(output.outputRemove, { id });
        break;
      }
      case 'withdraw': {
        const id = pickOf(await claimsOf(person, 'submitted'), pick)?.id;
        if (id !== undefined) await person.services.call(claims.claimsWithdraw, { id });
        break;
      }
      case 'answer': {
        const id = pickOf(await claimsOf(person, 'needs information'), pick)?.id;
        if (id === undefined) break;
        await person.services.call(claims.claimsSave, {
          id,
          lines: [line({ purpose: `Answer ${pick}`, amount: { amount: '9.00', currency: 'EUR' } })],
          submit: true,
          answer: `because ${pick}`,
        });
        break;
      }
      case 'nothing':
        await person.services.call(output.outputNothing, {
          email: person.email ?? '',
          month: '2026-05',
          isNothing: pick % 2 === 0,
        });
        break;
      case 'approve':
      case 'ask':
      case 'reject': {
        const id = pickOf(await claimsOf(office, 'submitted'), pick)?.id;
        if (id === undefined) break;
        await office.services.call(claims.claimsDecide, {
          id,
          decision: act,
          reason: 'as said',
          by: 'bea@example.com',
        });
        break;
      }
      case 'accept': {
        const waiting = (await outputsOf(office)).filter(({ state }) => state === 'waiting');
        const id = pickOf(waiting, pick)?.id;
        if (id !== undefined) {
          await office.services.call(output.outputAccept, { id, by: 'bea@example.com' });
        }
        break;
      }
      case 'ask for more':
        this.#count += 1;
        await person.services.call(topUpAsk, {
          person: '',
          amount: String(this.#count),
          reason: 'a reason',
          expectedOutput: 'two tickets',
        });
        break;
      case 'decide on more': {
        const asked = await topUpsOf(office);
        const id = pickOf(
          asked.filter(({ state }) => state === 'asked'),
          pick,
        )?.id;
        if (id === undefined) break;
        await office.services.call(topUpDecide, {
          id,
          decision: pick % 3 === 0 ? 'reject' : 'approve',
          by: 'bea@example.com',
          why: 'as said',
        });
        break;
      }
      case 'asset':
        this.#count += 1;
        await person.services.call(assets.assetsAdd, {
          // Now and then both computers of a person enter the same.
          name: pick % 4 === 0 ? 'The same' : `Prompt ${this.#count}`,
          kind: 'prompt',
          from: '2026-06',
          share: String(pick % 3),
        });
        break;
      case 'retire': {
        const one = pickOf(await assetsOf(any), pick);
        if (one === undefined) break;
        const isRetired = one.retired === null;
        await any.services.call(assets.assetsRetire, { id: one.id, isRetired });
        break;
      }
      case 'use':
      case 'use at office': {
        const by = act === 'use' ? person : office;
        const id = pickOf(await assetsOf(by), pick)?.id;
        if (id === undefined) break;
        const accepted = (await outputsOf(by)).filter(
          ({ state, email }) => state === 'accepted' && email === person.email,
        );
        const item = pick % 2 === 0 ? undefined : pickOf(accepted, pick)?.id;
        await by.services.call(assets.assetsUse, {
          id,
          person: person.email ?? '',
          ...(item === undefined ? { minutes: 1 + (pick % 60) } : { item }),
        });
        break;
      }
      case 'take use back': {
        const use = pickOf(person.services.book.assets.uses(), pick)?.id;
        if (use !== undefined) await person.services.call(assets.assetsUnuse, { use });
        break;
      }
      case 'use agents':
        this.#count += 1;
        await this.#logAgents(person, this.#count);
        break;
      case 'run':
        await run(person);
        break;
      case 'run office':
        await run(office);
        break;
      case 'copy':
        any.copy();
        break;
      case 'put back':
        any.putBack();
        break;
      case 'skew':
        any.skew = ((pick % 5) - 2) * 24 * 60;
        break;
      case 'reopen':
        any.reopen();
        break;
      default:
        this.#disturb(act, pick);
    }
  }

  /** One event more in a computer's log, which its book reads as a whole. */
  async #logAgents(person: Installation, number: number): Promise<void> {
    const events = this.#events.get(person) ?? [];
    events.push({ id: `${person.name}${number}`, day: 1 + (number % 9), output: number });
    this.#events.set(person, events);
    await this.#readAgents(person);
  }

  async #readAgents(person: Installation): Promise<void> {
    const events = this.#events.get(person);
    if (events === undefined) return;
    const folder = agentHome(this.books.folder, `agents-${person.name}`, 'shop', events);
    await person.services.call(importsRun, { files: [folder], kind: 'agent-log' });
  }

  #disturb(act: string, pick: number): void {
    const files = this.#files();
    if (act === 'bring back') {
      const name = pickOf(readdirSync(this.aside), pick);
      if (name === undefined) return;
      const [box = '', file = ''] = name.split('@');
      const target = join(this.shared, 'seatworth/to', box, file);
      if (existsSync(join(target, '..'))) renameSync(join(this.aside, name), target);
      return;
    }
    const chosen = pickOf(files, pick);
    if (chosen === undefined) return;
    const { box, name, path } = chosen;
    if (act === 'lose') rmSync(path);
    if (act === 'double') copyFileSync(path, path.replace('.swpacket', ` (copy ${pick}).swpacket`));
    if (act === 'delay') copyFileSync(path, join(this.aside, `${box}@late-${pick}-${name}`));
    if (act === 'cut') truncateSync(path, pick % Math.max(1, readFileSync(path).length));
    if (act === 'rename') renameSync(path, join(path, '..', `x${pick}.swpacket`));
  }

  #files(): { box: string; name: string; path: string }[] {
    const to = join(this.shared, 'seatworth/to');
    if (!existsSync(to)) return [];
    return readdirSync(to).flatMap((box) =>
      readdirSync(join(to, box))
        .filter((name) => name.endsWith('.swpacket'))
        .map((name) => ({ box, name, path: join(to, box, name) })),
    );
  }

  /** Rounds over a fair folder until nobody has anything to say. */
  async settle(): Promise<void> {
    for (const one of this.all) one.skew = 0;
    // What a book forgot as it was put back lies in the computer's logs still.
    for (const one of this.books.people) await this.#readAgents(one);
    for (let round = 0; round < 25; round += 1) {
      this.books.passed += 30;
      let told = 0;
      for (const one of this.all) {
        const { packets, sent } = await run(one);
        told += sent.filter(({ seq }) => seq > 0).length;
        told += packets.filter(({ status }) => status === 'taken').length;
      }
      if (told === 0) return;
    }
    throw new Error('The folder never became quiet.');
  }
}

const pickOf = <T>(list: readonly T[], pick: number): T | undefined =>
  list.length === 0 ? undefined : list[pick % list.length];

const run = ({ services }: Installation) => services.call(folderRun, {});

async function claimsOf({ services }: Installation, state?: claims.ClaimDoc['state']) {
  const list = await services.call(claims.claimsList, state === undefined ? {} : { state });
  return list.claims;
}

const topUpsOf = async ({ services }: Installation) => (await services.call(topUpList, {})).topUps;

const assetsOf = async ({ services }: Installation) =>
  (await services.call(assets.assetsList, {})).assets;

const outputsOf = async ({ services }: Installation) =>
  (await services.call(output.outputList, { month: '2026-06' })).items;

/** What both sides say of a person's things, by the names that they share. */
export async function figures(one: Installation, email: string): Promise<Record<string, string>> {
  const { book } = one.services;
  const said: Record<string, string> = {};
  const names = (kind: SharedKind, target: Book) =>
    new Map(target.pairings.itemsOf(kind).map(({ id, uuid }) => [id, uuid]));
  const ofClaims = names('claim', book);
  for (const claim of await claimsOf(one)) {
    const uuid = ofClaims.get(claim.id);
    if (claim.person.email !== email || claim.state === 'draft') continue;
    said[`claim ${uuid}`] = claim.state;
  }
  const ofOutput = names('output', book);
  for (const item of await outputsOf(one)) {
    if (item.email === email) {
      said[`output ${ofOutput.get(item.id)}`] = `${item.title} ${item.quantity} ${item.state}`;
    }
  }
  const ofTopUps = names('top-up', book);
  for (const more of await topUpsOf(one)) {
    if (more.person.email !== email) continue;
    said[`top-up ${ofTopUps.get(more.id)}`] = `${more.reason} ${more.state}`;
  }
  const ofAssets = names('asset', book);
  for (const asset of await assetsOf(one)) {
    said[`asset ${ofAssets.get(asset.id)}`] = `${asset.name} ${asset.email} ${asset.retired}`;
  }
  const ofUses = names('reuse', book);
  for (const use of book.assets.uses()) {
    if (use.person !== email) continue;
    const item = use.itemId === null ? '' : ofOutput.get(use.itemId);
    said[`reuse ${ofUses.get(use.id)}`] = `${ofAssets.get(use.assetId)} ${use.minutes} ${item}`;
  }
  return said;
}

/** The tokens of a computer's agents, as its own book holds them and as the office does. */
export function agentTokens({ office }: PairedBooks, person: Installation) {
  const sum = (lines: readonly { readonly outputTokens: number }[]): number =>
    lines.reduce((total, { outputTokens }) => total + outputTokens, 0);
  const { book } = office.services;
  const { id } = logSource(book, person.email ?? '', person.id);
  const days = Array.from({ length: 9 }, (_, day) => `2026-06-0${day + 1}`);
  return {
    home: sum(person.services.book.agentLogs.usage()),
    office: sum(days.flatMap((day) => book.usage.ofDevice(id, day, 'Claude Code'))),
  };
}
