// Kills sending and taking of packets at any moment, as a power cut does, and says whether anything was lost or stands
// twice. Not part of npm test.
//
//   SEATWORTH_KILLS=200 npx -c 'node tests/breaking/packet-kills.ts 7'     200 kills, drawn from seed 7
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bookVerify } from '../../src/contract/book.ts';
import { claimsList, claimsSave } from '../../src/contract/claims.ts';
import { importsRun } from '../../src/contract/imports.ts';
import { outputList, outputLog } from '../../src/contract/output.ts';
import * as packets from '../../src/contract/packets.ts';
import { type Keychain, runOnlyKeys } from '../../src/main/keychain.ts';
import { createCompany } from '../../src/main/services/company/company.ts';
import { createPersonBook } from '../../src/main/services/packets/person-book.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';
import { draws } from './damaged-books.ts';

const ANNA = 'anna@example.com';
const NOW = '2026-06-20T08:00:00.000Z';
const resources = join(import.meta.dirname, '../../resources');

type Side = {
  readonly name: 'office' | 'person';
  readonly who: string;
  readonly folder: string;
  readonly keychain: Keychain;
  id: string;
};

const fileOf = ({ folder }: Side): string => join(folder, 'book.sw');
/** Where a side lays its packets. */
const outOf = ({ folder }: Side): string => join(folder, 'out');

function open(side: Omit<Side, 'id' | 'name'>): Services {
  return openServices({
    file: join(side.folder, 'book.sw'),
    mode: 'write',
    resources,
    who: side.who,
    now: () => NOW,
    keychain: side.keychain,
    settingsFolder: join(side.folder, 'settings'),
  });
}

async function on<T>(side: Side, work: (services: Services) => Promise<T>): Promise<T> {
  const services = open(side);
  try {
    return await work(services);
  } finally {
    services.close();
  }
}

const packetsIn = (folder: string): string[] => {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .filter((name) => name.endsWith('.swpacket'))
    .map((name) => join(folder, name));
};

const send = (services: Services, out: string) => services.call(packets.packetsSend, { out });
const take = (services: Services, from: string) =>
  services.call(packets.packetsTake, { files: packetsIn(from) });

if (process.argv[2] === 'child') await asChild();
else await killAll(Number(process.argv[2] ?? 7), Number(process.env['SEATWORTH_KILLS'] ?? 20));

/** One sending or taking, in a process that is killed. */
async function asChild(): Promise<void> {
  const [, , , work = '', folder = '', who = '', other = ''] = process.argv;
  const keychain = runOnlyKeys();
  const [entry = '', key = ''] = [process.env['TEST_ENTRY'], process.env['TEST_KEY']];
  await keychain.set(entry, key);
  const services = open({ folder, who, keychain });
  process.stdout.write('begins\n');
  await (work === 'send' ? send(services, join(folder, 'out')) : take(services, other));
  services.close();
}

/** Gives whether the process was still at it. */
async function kill(
  work: 'send' | 'take',
  side: Side,
  other: Side,
  after: number,
): Promise<boolean> {
  const entry = `packets:${side.id}`;
  const child = spawn(
    process.execPath,
    [import.meta.filename, 'child', work, side.folder, side.who, outOf(other)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TEST_ENTRY: entry, TEST_KEY: (await side.keychain.get(entry)) ?? '' },
    },
  );
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), after));
  return new Promise((done) => child.once('close', (_code, signal) => done(signal === 'SIGKILL')));
}

async function pair(folder: string): Promise<[Side, Side]> {
  const made = (name: Side['name'], who: string): Side => {
    mkdirSync(join(folder, name), { recursive: true });
    return { name, who, folder: join(folder, name), keychain: runOnlyKeys(), id: '' };
  };
  const office = made('office', 'bea@example.com');
  const person = made('person', ANNA);
  const company = { company: 'Acme', currency: 'EUR', weekStart: 'monday', who: 'test' } as const;
  createCompany(fileOf(office), { ...company, at: NOW }).close();
  const people = join(folder, 'people.csv');
  writeFileSync(people, `name,email,role\nAnna,${ANNA},developer\nBea,bea@example.com,owner\n`);
  const invitation = join(folder, 'anna.swinvite');
  await on(office, async (services) => {
    await services.call(importsRun, { files: [people] });
    const made = await services.call(packets.inviteMake, { person: ANNA, out: invitation });
    office.id = made.invitation.installation;
  });
  await createPersonBook(fileOf(person), invitation, { who: ANNA, at: NOW });
  const words = await on(person, async (services) => {
    const joined = await services.call(packets.joinMake, { invitation, device: 'laptop' });
    person.id = joined.installation;
    await send(services, outOf(person));
    return joined.words;
  });
  await on(office, async (services) => {
    await take(services, outOf(person));
    await services.call(packets.pairConfirm, { installation: person.id, words });
  });
  await on(person, (services) =>
    services.call(packets.pairConfirm, { installation: office.id, words }),
  );
  return [office, person];
}

async function killAll(seed: number, kills: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-packet-kills-'));
  try {
    const [office, person] = await pair(folder);
    const draw = draws(seed);
    let atWork = 0;
    // How long the work takes here and now is not known: the span grows until a third of the kills come too late.
    const spans = { send: 150, take: 150 };
    for (let made = 1; made <= kills; made += 1) {
      await on(person, (services) => write(services, made));
      const works = [
        ['send', person, office],
        ['take', office, person],
        ['send', office, person],
        ['take', person, office],
      ] as const;
      const [work, side, other] = works[draw(works.length)] ?? works[0];
      const isAtWork = await kill(work, side, other, draw(Math.ceil(spans[work])));
      spans[work] *= isAtWork ? 1.2 : 0.7;
      if (isAtWork) atWork += 1;
      if (draw(3) === 0) await on(side, (services) => send(services, outOf(side)));
      if (draw(3) === 0) await on(other, (services) => take(services, outOf(side)));
      if (made % 25 === 0) console.log(`${made} kills, ${atWork} of them at work`);
    }
    for (let round = 0; round < 4; round += 1) {
      for (const [one, other] of [
        [person, office],
        [office, person],
      ] as const) {
        await on(one, (services) => send(services, outOf(one)));
        await on(other, (services) => take(services, outOf(one)));
      }
    }
    const faults = [
      ...(await differences(office, person, kills)),
      ...(await unsound(office)),
      ...(await unsound(person)),
    ];
    for (const fault of faults) console.log(fault);
    console.log(
      `${kills} kills, ${atWork} of them at work: ${faults.length === 0 ? 'nothing lost, nothing twice, both books sound' : `${faults.length} faults`}`,
    );
    process.exitCode = faults.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Something new each time: an item of output, and each third time a claim. */
async function write(services: Services, number: number): Promise<void> {
  await services.call(outputLog, {
    email: '',
    day: '2026-06-15',
    kind: 'ticket',
    quantity: '1',
    title: `Item ${number}`,
    link: null,
    acceptedBy: null,
    minutesSaved: null,
  });
  if (number % 3 !== 0) return;
  await services.call(claimsSave, {
    id: null,
    person: '',
    submit: true,
    lines: [
      {
        day: '2026-06-10',
        tool: 'Cursor',
        vendor: null,
        invoiceNumber: `N${number}`,
        purpose: `Plan ${number}`,
        amount: { amount: '10.00', currency: 'EUR' },
        workPercent: '100',
        periodStart: null,
        periodEnd: null,
        receipts: [],
      },
    ],
  });
}

async function differences(office: Side, person: Side, kills: number): Promise<string[]> {
  const told = (side: Side) =>
    on(side, async (services) => [
      ...(await services.call(outputList, { month: '2026-06' })).items.map(
        ({ title }) => title ?? '',
      ),
      ...(await services.call(claimsList, {})).claims.map(({ lines }) => lines[0]?.purpose ?? ''),
    ]);
  const written = Array.from({ length: kills }, (_, at) => at + 1).flatMap((number) =>
    number % 3 === 0 ? [`Item ${number}`, `Plan ${number}`] : [`Item ${number}`],
  );
  const faults: string[] = [];
  for (const side of [person, office]) {
    const found = await told(side);
    for (const one of written) {
      const times = found.filter((other) => other === one).length;
      if (times !== 1) faults.push(`${one} stands ${times} times in the book of the ${side.name}`);
    }
  }
  return faults;
}

async function unsound(side: Side): Promise<string[]> {
  const { checks } = await on(side, (services) => services.call(bookVerify, {}));
  return checks
    .filter(({ ok }) => !ok)
    .map(({ name, detail }) => `${side.name}, ${name}: ${detail}`);
}
