import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import writeExcelFile from 'write-excel-file/node';
import { Failure } from '../../src/core/failure.ts';
import { readAgentLogFiles } from '../../src/main/imports/agent-log/read-agent-logs.ts';
import { isInvoiceFile } from '../../src/main/imports/invoice/is-invoice.ts';
import { readInvoiceFile } from '../../src/main/imports/invoice/read-invoice.ts';
import { parseMapping } from '../../src/main/imports/mapping.ts';
import { type ImportKind, openImport } from '../../src/main/imports/open-import.ts';
import { parsePriceList } from '../../src/main/imports/price-list/read-price-list.ts';
import { makeKeys } from '../../src/main/packets/installation-keys.ts';
import { unsealPacket } from '../../src/main/packets/open-packet.ts';
import type { PacketPayload } from '../../src/main/packets/packet-shape.ts';
import { sealPacket } from '../../src/main/packets/seal-packet.ts';
import { memoryCache } from '../fixtures/agent-logs/memory-cache.ts';
import { billXml } from '../fixtures/invoices/made-bill.ts';
import * as pdfs from '../fixtures/invoices/made-invoices.ts';
import * as xmls from '../fixtures/invoices/made-xml.ts';

/** A reader with inputs that it takes; `read` says in a word what it made of a bent one. */
export type HostileReader = {
  readonly name: string;
  readonly samples: readonly Uint8Array[];
  readonly read: (bytes: Uint8Array) => Promise<string>;
};

const ROOT = join(import.meta.dirname, '../..');
const filesIn = (folder: string, ending: RegExp, bytes = 20_000): Buffer[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => readFileSync(join(ROOT, folder, name)).subarray(0, bytes));
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

export async function hostileReaders(folder: string): Promise<HostileReader[]> {
  const tables = [
    ...filesIn('tests/fixtures/tables', /\.csv$/),
    ...filesIn('tests/fixtures/exports', /\.(?:csv|tsv)$/),
    ...filesIn('resources/sample', /\.csv$/),
  ];
  const books = await workbooks(tables);
  return [
    { name: 'tables', samples: tables, read: (bytes) => readTable(folder, 'a.csv', bytes) },
    {
      name: 'workbooks',
      samples: books,
      read: (bytes) => readTable(folder, 'a.xlsx', bytes),
    },
    {
      name: 'sheets of workbooks',
      samples: books.map((book) => unzipSync(book)[SHEET] ?? book),
      read: (bytes) => readTable(folder, 'a.xlsx', withSheet(books[0], bytes)),
    },
    {
      name: 'xml',
      samples: [
        text(billXml({ number: 'A-1', net: '10.00' })),
        text(xmls.ublXml()),
        text(xmls.ciiXml()),
        text(xmls.redEInvoiceXml()),
      ],
      read: readBill,
    },
    {
      name: 'pdf',
      samples: [pdfs.seatBill(), pdfs.germanBill(), pdfs.chinesePage()],
      read: readBill,
    },
    { name: 'json lines', samples: logs(), read: (bytes) => readLog(folder, bytes) },
    {
      name: 'mappings',
      samples: MAPPINGS.map((one) => text(JSON.stringify(one))),
      read: async (bytes) => {
        parseMapping(jsonOf(bytes));
        return 'taken';
      },
    },
    {
      name: 'rates',
      samples: [
        ...filesIn('tests/fixtures/tables', /eurofxref/),
        ...filesIn('resources/sample', /rates\.csv$/),
      ],
      read: (bytes) => readTable(folder, 'eurofxref.xml', bytes, 'rates'),
    },
    {
      name: 'price lists',
      samples: filesIn('resources', /prices?.*\.json$/, 1_000_000),
      read: async (bytes) => {
        parsePriceList(Buffer.from(bytes).toString('utf8'), 'prices.json');
        return 'taken';
      },
    },
    await packetReader(),
  ];
}

const SHEET = 'xl/worksheets/sheet1.xml';

function withSheet(book: Uint8Array | undefined, sheet: Uint8Array): Uint8Array {
  return zipSync({ ...unzipSync(book ?? new Uint8Array()), [SHEET]: sheet }, { level: 0 });
}

async function readTable(
  folder: string,
  name: string,
  bytes: Uint8Array,
  kind?: ImportKind,
): Promise<string> {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  const opened = await openImport(file, { baseCurrency: 'EUR', kind });
  if (opened.format === null) return 'asked about';
  for await (const batch of opened.rows()) {
    for (const row of batch) {
      const isTold =
        row.kind !== 'reject' || (row.code !== '' && row.reason !== '' && row.line > 0);
      if (!isTold) throw new Error(`A row was rejected without a name: ${JSON.stringify(row)}`);
    }
  }
  return 'taken';
}

async function readBill(bytes: Uint8Array): Promise<string> {
  isInvoiceFile(bytes.subarray(0, 8192), () => bytes);
  await readInvoiceFile(bytes, 'bill', { templates: [], timeoutMs: 10_000 });
  return 'taken';
}

function logs(): Uint8Array[] {
  const claude = {
    type: 'assistant',
    timestamp: '2026-06-01T10:00:00.000Z',
    sessionId: 's1',
    requestId: 'r1',
    message: {
      id: 'm1',
      model: 'claude-sonnet-4-5',
      usage: {
        input_tokens: 5,
        output_tokens: 7,
        cache_read_input_tokens: 3,
        cache_creation_input_tokens: 2,
      },
    },
  };
  const codex = {
    timestamp: '2026-06-01T10:00:00.000Z',
    type: 'event_msg',
    payload: {
      type: 'token_count',
      info: { total_token_usage: { input_tokens: 9, cached_input_tokens: 1, output_tokens: 4 } },
    },
  };
  const lines = (one: unknown): Uint8Array => text(`${JSON.stringify(one)}\n`.repeat(4));
  return [lines(claude), lines(codex)];
}

async function readLog(folder: string, bytes: Uint8Array): Promise<string> {
  for (const name of ['.claude/projects/p/s.jsonl', '.codex/sessions/2026/06/01/rollout-s.jsonl']) {
    const file = join(folder, 'home', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  await readAgentLogFiles(join(folder, 'home'), { cache: memoryCache() });
  return 'taken';
}

const MAPPINGS = [
  {
    kind: 'usage',
    columns: { date: 'Day', identity: 'User', cost: 'Cost' },
    constants: { tool: 'API' },
  },
  { kind: 'charges', columns: { date: 'Date', amount: 'Total' }, constants: { currency: 'EUR' } },
  { kind: 'people', columns: { name: 'Name', email: 'Mail' }, delimiter: ';' },
];

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    throw new Failure('not_json', 'This is no JSON.');
  }
}

async function packetReader(): Promise<HostileReader> {
  const keys = await makeKeys();
  const sender = await makeKeys();
  const own = { installation: randomUUID(), age: keys.secret.age };
  const payload: PacketPayload = {
    v: 1,
    id: randomUUID(),
    from: randomUUID(),
    to: own.installation,
    stream: randomUUID(),
    seq: 1,
    begin: 'first',
    epoch: null,
    madeAt: '2026-06-20T08:00:00.000Z',
    app: '0.1.0',
    ack: null,
    attachments: [],
    messages: [],
  };
  const by = { secret: sender.secret.sign, open: sender.open.sign };
  const { content } = await sealPacket(payload, new Map(), by, keys.open.age);
  return {
    name: 'packets',
    samples: [content],
    read: async (bytes) => {
      await unsealPacket(Buffer.from(bytes), 'x.swpacket', own);
      if (!content.equals(bytes)) throw new Error('A bent packet was opened.');
      return 'taken';
    },
  };
}

async function workbooks(tables: readonly Buffer[]): Promise<Uint8Array[]> {
  const made: Uint8Array[] = [];
  for (const table of tables.slice(0, 5)) {
    const rows = table
      .toString('utf8')
      .split('\n')
      .slice(0, 20)
      .map((line) => line.split(',').map((value) => ({ value })));
    made.push(await (await writeExcelFile(rows, {})).toBuffer());
  }
  return made;
}
