import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as claims from '../../src/contract/claims.ts';
import { runHere, type Said } from './command-line.ts';
import { PNG } from './made-claims.ts';

const root = join(import.meta.dirname, '../..');
const RECEIPT = join(root, 'resources/sample/receipt.pdf');
let folder: string;

const seatworth = (...words: readonly string[]): Promise<Said> =>
  runHere(join(folder, 'c.sw'), words);

const claimIn = ({ document }: Said): claims.ClaimDoc =>
  claims.claimsWithdraw.output.parse(document).claims[0] as claims.ClaimDoc;
const submit = (...args: readonly string[]): Promise<Said> =>
  seatworth('claim', 'submit', '--person', 'li@example.com', ...args);
const refused = (code: string): object => ({ document: { error: { code } } });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-commands-'));
  writeFileSync(
    join(folder, 'people.csv'),
    'name,email,role\nLi Na,li@example.com,developer\nEva,eva@example.com,owner\n',
  );
  writeFileSync(join(folder, 'photo.png'), PNG);
  await seatworth('init', '--company', 'Test', '--currency', 'USD');
  await seatworth('import', join(folder, 'people.csv'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a receipt tells what was not typed, and what was typed stays', async () => {
  const read = claimIn(await submit('--receipt', RECEIPT, '--draft'));
  expect(read.lines).toMatchObject([
    {
      day: '2026-06-24',
      vendor: 'Perplexity AI, Inc.',
      invoiceNumber: 'PX-20417',
      amount: { amount: '20.00', currency: 'USD' },
      receipts: [{ file: 'receipt.pdf' }],
    },
  ]);
  const typed = await submit('--receipt', RECEIPT, '--date', '2026-06-25', '--share', '62.5 %');
  expect(claimIn(typed).lines).toMatchObject([
    { day: '2026-06-25', workPercent: '62.5', claimed: { amount: '12.50' } },
  ]);
  const silent = await submit('--receipt', join(folder, 'photo.png'), '--tool', 'Cursor');
  expect(silent).toMatchObject({ code: 2, ...refused('wrong_usage') });
});

test('a value that a command reads itself is left to it', async () => {
  for (const option of ['--receipt-above', '--second-above']) {
    expect(await seatworth('claim', 'policy', 'set', option, 'never')).toMatchObject({ code: 0 });
    expect(await seatworth('claim', 'policy', 'set', option, 'often')).toMatchObject({ code: 2 });
  }
  const tax = await seatworth('invoices', 'tax', '1', '--line', 'domestic:19:300.00:57.00');
  expect(tax).toMatchObject({ code: 1, ...refused('invoice_missing') });
});

test('an answer adds a receipt or changes a field, and the rest of the line stays', async () => {
  const line = ['--date', '2026-06-20', '--tool', 'Cursor', '--amount', '30', '--currency', 'usd'];
  const { id } = claimIn(await submit(...line));
  await seatworth('claim', 'decide', String(id), 'ask', '--reason', 'receipt?', '--as', 'Eva');
  const answered = claimIn(
    await seatworth(
      ...['claim', 'answer', String(id), '--text', 'here', '--receipt', join(folder, 'photo.png')],
    ),
  );
  expect(answered).toMatchObject({
    state: 'submitted',
    lines: [
      {
        day: '2026-06-20',
        tool: 'Cursor',
        amount: { amount: '30.00', currency: 'USD' },
        receipts: [{ file: 'photo.png' }],
      },
    ],
  });
  await seatworth('claim', 'decide', String(id), 'ask', '--reason', 'for what?', '--as', 'Eva');
  const purpose = claimIn(await seatworth('claim', 'answer', String(id), '--purpose', 'Platform'));
  expect(purpose.lines).toMatchObject([{ purpose: 'Platform', receipts: [{ file: 'photo.png' }] }]);
});

test('lines come from JSON as people write it, and what is wrong with them is said', async () => {
  const file = join(folder, 'lines.json');
  const lines = (content: unknown): Promise<Said> => {
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return submit('--lines', file);
  };
  const written = [
    { day: '2026-06-01', tool: 'Kimi', amount: '3000 JPY' },
    { day: '2026-06-02', vendor: 'Other', amount: { amount: '7', currency: 'usd' } },
  ];
  expect(claimIn(await lines(written)).lines).toMatchObject([
    { amount: { amount: '3000.00', currency: 'JPY' }, workPercent: '100' },
    { amount: { amount: '7.00', currency: 'USD' } },
  ]);
  const message = (text: string): object => ({ document: { error: { message: text } } });
  expect(await lines('{')).toMatchObject(
    message(`${file} is no JSON array of claim lines: it cannot be read as JSON.`),
  );
  expect(await lines([written[0], { amount: '7 USD' }])).toMatchObject(
    message(`${file} is no JSON array of claim lines: line 2 has no usable day.`),
  );
});

test('lines and rules that cannot be are refused, each with its own code', async () => {
  const line = (...args: string[]) => submit('--date', '2026-06-20', '--tool', 'X', ...args);
  const rule = (...args: string[]) => seatworth('claim', 'policy', 'set', ...args);
  const said: Said[] = [];
  for (const ask of [
    () => line('--amount', '5', '--currency', 'euro'),
    () => line('--amount', '100.50', '--currency', 'JPY'),
    () => line('--amount', '99999999999999999999', '--currency', 'USD'),
    () => line('--amount', '5'),
    () => rule('--max-age', '1.5'),
    () => rule('--required-uplift', '-1'),
    () => rule('--approvers', ''),
    () => rule('--cap', 'person:nobody@example.com:year=5'),
  ]) {
    said.push(await ask());
  }
  expect(said).toMatchObject(
    [
      'claim_currency_invalid',
      'claim_amount_digits',
      'claim_amount_too_large',
      'wrong_usage',
      'number_refused',
      'number_refused',
      'wrong_usage',
      'person_missing',
    ].map(refused),
  );
});

test('a cap that is named again is replaced, in whatever case its role is written', async () => {
  await seatworth('claim', 'policy', 'set', '--cap', 'role:developer:year=3000');
  const { document } = await seatworth(
    ...['claim', 'policy', 'set', '--cap', 'role:Developer:year=2000', 'company:year=none'],
  );
  expect(claims.claimsPolicy.output.parse(document).policy.caps).toEqual([
    {
      scope: 'role',
      of: 'Developer',
      cadence: 'year',
      limit: { amount: '2000.00', currency: 'USD' },
    },
  ]);
});
