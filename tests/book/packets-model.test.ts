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
import { expect, it } from 'vitest';
import { bookVerify } from '../../src/contract/book.ts';
import * as claims from '../../src/contract/claims.ts';
import * as output from '../../src/contract/output.ts';
import { folderRun, folderSet } from '../../src/contract/packets.ts';
import { Failure } from '../../src/core/failure.ts';
import type { Book } from '../../src/main/book/book.ts';
import { line } from './made-claims.ts';
import { type Installation, type PairedBooks, pairedBooks } from './paired-books.ts';

/**
 * Two to five installations, one person with two computers, over a folder that loses, doubles, reorders,
 * cuts and renames; books are put back from copies and clocks are wrong. However it went, once the folder
 * is fair all sides end with the same figures, and everything stands once.
 */

type Act = { readonly act: string; readonly who: number; readonly pick: number };

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

const acts = fc.array(
  fc.record({
    act: fc.constantFrom(...ACTS),
    who: fc.nat({ max: 4 }),
    pick: fc.nat({ max: 1000 }),
  }),
  { minLength: 8, maxLength: 40 },
);

class World {
  readonly books: PairedBooks;
  readonly shared: string;
  readonly aside: string;
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

const outputsOf = async ({ services }: Installation) =>
  (await services.call(output.outputList, { month: '2026-06' })).items;

/** What both sides say of a person's things, by the names that they share. */
async function figures(one: Installation, email: string): Promise<Record<string, string>> {
  const { book } = one.services;
  const said: Record<string, string> = {};
  const names = (kind: 'claim' | 'output', target: Book) =>
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
  return said;
}

const failed = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    // What the rules refuse in this state is no fault of the packets.
    if (!(error instanceof Failure)) throw error;
  }
};

it('ends with equal figures on all sides, whatever the folder did', async () => {
  const people: [string, string][] = [
    ['anna@example.com', 'laptop'],
    ['anna@example.com', 'tower'],
    ['wei@example.com', 'wei'],
  ];
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), acts, async (count, steps) => {
      const world = new World(await pairedBooks());
      await world.begin(people.slice(0, count));
      for (const step of steps) await failed(() => world.step(step));
      await world.settle();
      for (const person of world.books.people) {
        const email = person.email ?? '';
        const atHome = await figures(person, email);
        const atOffice = await figures(world.books.office, email);
        expect(withoutLost(atHome, atOffice), person.name).toEqual(atOffice);
      }
      for (const { services } of world.all) {
        expect((await services.call(bookVerify, {})).ok).toBe(true);
      }
      for (const one of world.all) one.close();
    }),
    {
      numRuns: Number(process.env['MODEL_RUNS'] ?? 6),
      interruptAfterTimeLimit: Number(process.env['MODEL_MS'] ?? 30_000),
    },
  );
}, 600_000);

/** Withdrawn before the office ever heard of it: it stands at home alone. */
const withoutLost = (
  home: Record<string, string>,
  office: Record<string, string>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(home).filter(([key, said]) => key in office || said !== 'withdrawn'),
  );
