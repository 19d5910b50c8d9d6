// One company's documents, written in a process whose clock stands still (`fixed-day.mjs`).
// Arguments: the company, a folder to work in, a folder for the documents.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { runCommand } from '../../src/cli/program.ts';
import { createSampleBook } from '../../src/main/services/sample/sample-company.ts';
import { answeredRequests } from './answered-requests.ts';
import { standAt } from './fixed-day.mjs';
import { madeCompanies } from './made-companies.ts';
import { type Asked, readings } from './readings.ts';

const READ_AT = '2026-07-15T09:00:00.000Z';
const root = resolve(import.meta.dirname, '../..');
const resources = join(root, 'resources');
const [name = '', work = '', documents = ''] = process.argv.slice(2);

/** Names that were drawn by lot: told apart, not written. */
const draws: string[] = [];

process.chdir(work);
const company = madeCompanies.find((one) => one.name === name);
standAt(READ_AT);
if (company) {
  company.write(work);
  const steps: string[] = [];
  for (const { at, words } of company.steps) {
    standAt(at);
    steps.push(`$ ${words.join(' ')}\n${await said(words)}`);
  }
  put('0-steps.txt', steps.join('\n'));
} else {
  await createSampleBook('book.seatworth', resources);
}
standAt(READ_AT);
await read(
  company ?? {
    months: ['2026-01', '2026-06'],
    people: ['elif@fernwerk.example', 'omar@fernwerk.example'],
    accounts: ['Claude API'],
  },
);
process.exitCode = 0;

/** Writes what every reading command says of the book, and the files that they write. */
async function read(asked: Asked): Promise<void> {
  mkdirSync('out');
  for (const words of readings(asked)) {
    put(`${words.join(' ').replaceAll('/', '_')}.json`, await said(words));
  }
  const month = asked.months.at(-1) ?? '';
  const person = asked.people[0] ?? '';
  const answers = await answeredRequests('book.seatworth', resources, month, person);
  put('0-requests.json', withoutFolders(answers));
  cpSync('out', join(documents, 'out'), { recursive: true });
}

/** What a command prints, on both ways, and its exit code. */
async function said(words: readonly string[]): Promise<string> {
  const parts: string[] = [];
  const ways = [process.stdout, process.stderr];
  const write = ways.map((way) => way.write);
  for (const way of ways) {
    way.write = (part: string | Uint8Array): boolean => {
      parts.push(String(part));
      return true;
    };
  }
  const who = words.includes('--as') ? [] : ['--as', 'maker'];
  try {
    const all = ['node', 'seatworth', ...words, '--book', 'book.seatworth', '--json', ...who];
    const code = await runCommand(all);
    return `${withoutFolders(parts.join(''))}exit ${code}\n`;
  } finally {
    ways.forEach((way, index) => {
      way.write = write[index] ?? way.write;
    });
  }
}

function withoutFolders(text: string): string {
  return text
    .replaceAll(work, '<work>')
    .replaceAll(root, '<root>')
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, (drawn) => {
      if (!draws.includes(drawn)) draws.push(drawn);
      return `<drawn ${draws.indexOf(drawn)}>`;
    });
}

function put(file: string, text: string): void {
  const path = join(documents, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
