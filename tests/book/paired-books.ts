import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { importsRun } from '../../src/contract/imports.ts';
import * as packets from '../../src/contract/packets.ts';
import { runOnlyKeys } from '../../src/main/keychain.ts';
import { createCompany } from '../../src/main/services/company/company.ts';
import { createPersonBook } from '../../src/main/services/packets/person-book.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';
import { resources } from './fresh-book.ts';

/** One book on one computer, with a clock of its own. */
export type Installation = {
  readonly name: string;
  readonly email: string | null;
  readonly file: string;
  readonly services: Services;
  id: string;
  /** Minutes by which its clock is wrong. */
  skew: number;
  /** Its private keys as the keychain holds them. */
  keys(): Promise<string | null>;
  close(): void;
  reopen(): void;
  /** Keeps a copy of the book as it is now; `putBack` puts the last one in its place. */
  copy(): void;
  putBack(): void;
};

export type PairedBooks = {
  readonly folder: string;
  readonly office: Installation;
  readonly people: Installation[];
  /** The minutes that have passed. */
  passed: number;
  join(email: string, device: string): Promise<Installation>;
  /** Gives what one installation sends to another by hand. */
  give(from: Installation, to: Installation): Promise<packets.PacketDoc[]>;
};

const START = Date.parse('2026-06-20T08:00:00Z');

const PEOPLE = `name,email,role,team,start,end,monthly_cost,currency
Anna Weiß,anna@example.com,developer,Apps,2025-01-01,,9000,EUR
王伟,wei@example.com,developer,Apps,2025-01-01,,8000,EUR
Bea Boss,bea@example.com,owner,,2024-01-01,,12000,EUR
`;

/** An office with three people, on files of their own; nobody has joined yet. */
export async function pairedBooks(): Promise<PairedBooks> {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-paired-'));
  const open: Installation[] = [];
  onTestFinished(() => {
    for (const one of open) one.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const books: { passed: number } = { passed: 0 };
  const installation = (name: string, email: string | null): Installation => {
    const file = join(folder, name, 'book.seatworth');
    const keychain = runOnlyKeys();
    const copy = join(folder, name, 'copy');
    const start = (): Services =>
      openServices({
        file,
        mode: 'write',
        resources,
        who: email ?? 'bea@example.com',
        now: () => new Date(START + (books.passed + made.skew) * 60_000).toISOString(),
        keychain,
        settingsFolder: join(folder, name, 'settings'),
      });
    let services: Services | null = null;
    const made: Installation = {
      name,
      email,
      file,
      id: '',
      skew: 0,
      get services() {
        services ??= start();
        return services;
      },
      keys: () => keychain.get(`packets:${made.id}`),
      close: () => {
        services?.close();
        services = null;
      },
      reopen: () => {
        made.close();
      },
      copy: () => {
        rmSync(copy, { force: true });
        made.services.book.writeSnapshot(copy);
      },
      putBack: () => {
        if (!existsSync(copy)) return;
        made.close();
        for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
        copyFileSync(copy, file);
      },
    };
    mkdirSync(join(folder, name), { recursive: true });
    open.push(made);
    return made;
  };
  const office = installation('office', null);
  createCompany(office.file, {
    company: 'Acme',
    currency: 'EUR',
    weekStart: 'monday',
    who: 'test',
    at: new Date(START).toISOString(),
  }).close();
  const list = join(folder, 'people.csv');
  writeFileSync(list, PEOPLE);
  await office.services.call(importsRun, { files: [list] });
  const people: Installation[] = [];
  const give: PairedBooks['give'] = async (from, to) => {
    const out = mkdtempSync(join(folder, 'by-hand-'));
    const sent = await from.services.call(packets.packetsSend, { out, to: to.id });
    const files = sent.packets.map(({ file }) => file);
    if (files.length === 0) return [];
    return (await to.services.call(packets.packetsTake, { files })).packets;
  };
  return Object.assign(books, {
    folder,
    office,
    people,
    give,
    join: async (email: string, device: string): Promise<Installation> => {
      const invitation = join(folder, `${device}.swinvite`);
      const invited = await office.services.call(packets.inviteMake, {
        person: email,
        out: invitation,
      });
      office.id = invited.invitation.installation;
      const person = installation(device, email);
      await createPersonBook(person.file, invitation, { who: email, at: new Date().toISOString() });
      const joined = await person.services.call(packets.joinMake, { invitation, device });
      person.id = joined.installation;
      await give(person, office);
      const { words } = joined;
      await office.services.call(packets.pairConfirm, { installation: person.id, words });
      await person.services.call(packets.pairConfirm, { installation: office.id, words });
      people.push(person);
      return person;
    },
  });
}

export type AgentEvent = {
  readonly id: string;
  readonly day: number;
  readonly output?: number;
  model?: string;
};

/** A Claude Code home with one project and these events. */
export function agentHome(
  within: string,
  name: string,
  project: string,
  events: readonly AgentEvent[],
): string {
  const folder = join(within, name);
  const log = join(folder, 'projects', `-srv-${project}`);
  mkdirSync(log, { recursive: true });
  const lines = events.map(({ id, day, output = 50, model = 'claude-sonnet-4-6' }) =>
    JSON.stringify({
      timestamp: `2026-06-${String(day).padStart(2, '0')}T10:00:00.000Z`,
      sessionId: project,
      cwd: `/srv/${project}`,
      requestId: `req_${id}`,
      message: { id: `msg_${id}`, model, usage: { input_tokens: 100, output_tokens: output } },
    }),
  );
  writeFileSync(join(log, 'chat.jsonl'), `${lines.join('\n')}\n`);
  return folder;
}
