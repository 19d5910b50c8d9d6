import { type Command, InvalidArgumentError } from 'commander';
import * as claims from '../../contract/claims.ts';
import type { OutputOf } from '../../contract/request.ts';
import { CLAIM_STATES } from '../../core/claims/claim-event.ts';
import { Failure } from '../../core/failure.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { ask, withBook } from '../session.ts';
import { dayArgument } from '../value-forms.ts';
import { type LineOptions, linesOf, withLineOptions } from './claim-lines.ts';
import { addClaimPolicyCommands } from './claim-policy.ts';

/** A claim's number as the documents print it (`7`) or as references do (`C7`). */
function claimArgument(text: string): number {
  const id = Number(text.replace(/^c/i, ''));
  if (!Number.isInteger(id) || id < 1)
    throw new InvalidArgumentError('A claim is a number such as 7.');
  return id;
}

function stateArgument(text: string): claims.ClaimDoc['state'] {
  const wanted = text.replace(/-/g, ' ');
  const state = CLAIM_STATES.find((one) => one === wanted);
  if (!state) throw new InvalidArgumentError(`A state is one of ${CLAIM_STATES.join(', ')}.`);
  return state;
}

function showClaims({ claims: list }: { readonly claims: readonly claims.ClaimDoc[] }): void {
  printTable(
    ['Claim', 'Person', 'State', 'Total', 'In base', 'Approved', 'Findings'],
    list.map((one) => [
      String(one.id),
      one.person.name,
      one.state,
      one.base === null && one.totals.length > 1
        ? one.totals.map(moneyCell).join(' + ')
        : moneyCell(one.total),
      moneyCell(one.base),
      moneyCell(one.approved),
      one.findings.map(({ code, severity }) => `${code} (${severity})`).join(', '),
    ]),
  );
}

function showWhole(document: { readonly claims: readonly claims.ClaimDoc[] }): void {
  showClaims(document);
  for (const claim of document.claims) {
    printTable(
      [
        ...['Line', 'Date', 'Tool', 'Vendor', 'Amount', 'Tax', 'Company’s', 'Share', 'Claimed'],
        ...['Approved', 'Paid', 'Tax back', 'Charged in'],
      ],
      claim.lines.map((line) => [
        String(line.line),
        line.day,
        line.tool ?? '',
        line.vendor ?? '',
        moneyCell(line.amount),
        line.tax === null ? '' : `${moneyCell(line.tax)} (${line.taxRate} %)`,
        line.inCompanyName ? 'yes' : 'no',
        `${line.workPercent} %`,
        moneyCell(line.claimed),
        moneyCell(line.approved),
        moneyCell(line.payable),
        moneyCell(line.recoverable),
        line.chargedMonth ?? '',
      ]),
    );
    for (const { severity, line, text } of claim.findings) {
      say(`${severity}${line === null ? '' : `, line ${line}`}: ${text}`);
    }
    printTable(
      ['When', 'Who', 'Step', 'State', 'Why'],
      claim.history.map((step) => [step.at, step.by, step.kind, step.to, step.why ?? '']),
    );
  }
}

export function addClaimCommands(program: Command): void {
  const claim = program.command('claim').description('what people paid themselves and get back');
  claim
    .command('list')
    .description('claims, by name')
    .option('--state <state>', CLAIM_STATES.join(', '), stateArgument)
    .option('--person <email>')
    .action((options: { state?: claims.ClaimDoc['state']; person?: string }, command: Command) =>
      ask(command, claims.claimsList, options, showClaims),
    );
  claim
    .command('show')
    .argument('<id>', '', claimArgument)
    .action((id: number, _options, command: Command) =>
      ask(command, claims.claimsShow, { id }, showWhole),
    );
  addFilingCommands(claim);
  addTaxCommand(claim);
  addDecisionCommands(claim);
  addPaymentCommands(claim);
  addClaimPolicyCommands(claim);
}

function addFilingCommands(claim: Command): void {
  withLineOptions(claim.command('submit').description('file a claim and send it on'))
    .option('--person <email>', 'who paid; of a draft it need not be said again')
    .option('--draft', 'keep it as a draft')
    .option('--id <id>', 'send a draft on, or change it', claimArgument)
    .option('--check', 'only say what would be asked')
    .action(
      async (
        options: LineOptions & { person?: string; draft?: boolean; id?: number; check?: boolean },
        command: Command,
      ) => {
        const id = options.id ?? null;
        const lines = await withBook(command, 'read', (services) => linesOf(services, options, id));
        if (options.check) {
          // In a person's own book it is theirs; the company's asks whose.
          const input = { id, person: options.person ?? '', lines: lines ?? [] };
          return ask(command, claims.claimsCheck, input, ({ findings }) => {
            for (const { severity, text } of findings) say(`${severity}: ${text}`);
          });
        }
        return ask(
          command,
          claims.claimsSave,
          {
            id,
            person: options.person,
            ...(lines ? { lines } : {}),
            submit: options.draft !== true,
          },
          showWhole,
        );
      },
    );
  withLineOptions(claim.command('answer').description('answer a question; lines may be changed'))
    .argument('<id>', '', claimArgument)
    .option('--text <text>', 'the answer')
    .action(async (id: number, options: LineOptions & { text?: string }, command: Command) => {
      const lines = await withBook(command, 'read', (services) => linesOf(services, options, id));
      return ask(
        command,
        claims.claimsSave,
        { id, ...(lines ? { lines } : {}), submit: true, answer: options.text ?? null },
        showWhole,
      );
    });
  claim
    .command('withdraw')
    .argument('<id>', '', claimArgument)
    .option('--reason <text>')
    .action((id: number, { reason }: { reason?: string }, command: Command) =>
      ask(command, claims.claimsWithdraw, { id, reason: reason ?? null }, showWhole),
    );
}

type Decision = 'approve' | 'reject' | 'ask' | 'reopen';

function decisionArgument(text: string): Decision {
  const found = (['approve', 'reject', 'ask', 'reopen'] as const).find((one) => one === text);
  if (!found) throw new InvalidArgumentError('Decide with approve, reject, ask or reopen.');
  return found;
}

function addDecisionCommands(claim: Command): void {
  claim
    .command('decide')
    .description('approve, reject, ask, or reopen a decision')
    .argument('<id>', '', claimArgument)
    .argument('<decision>', '', decisionArgument)
    .option('--line <line=amount...>', 'grant this much of a line')
    .option('--reason <text>')
    .action(
      (
        id: number,
        decision: Decision,
        options: { line?: string[]; reason?: string },
        command: Command,
      ) => {
        const grants = (options.line ?? []).map((text) => {
          const [line = '', amount = ''] = text.split('=');
          if (!/^\d+$/.test(line) || amount === '') {
            throw new Failure('wrong_usage', 'Grant a line with --line 1=12.50.', { value: text });
          }
          return { line: Number(line), amount };
        });
        return ask(
          command,
          claims.claimsDecide,
          { id, decision, grants, reason: options.reason ?? null },
          showWhole,
        );
      },
    );
}

function addTaxCommand(claim: Command): void {
  claim
    .command('tax')
    .description(
      "correct the receipt's tax of a line before deciding on it; without --tax it prints none",
    )
    .argument('<id>', '', claimArgument)
    .requiredOption('--line <line>', '', claimArgument)
    .option('--tax <amount>', 'as the receipt prints it')
    .option('--tax-rate <percent>')
    .option(
      '--in-company-name',
      'the receipt is made out to the company: only then is its tax recoverable',
    )
    .action(
      (
        id: number,
        options: { line: number; tax?: string; taxRate?: string; inCompanyName?: boolean },
        command: Command,
      ) => {
        const { line, tax = null, taxRate = null, inCompanyName = false } = options;
        return ask(command, claims.claimsTax, { id, line, tax, taxRate, inCompanyName }, showWhole);
      },
    );
}

type PayOptions = {
  readonly date?: string;
  readonly reference?: string;
  readonly batch?: boolean;
  readonly format?: string;
  readonly out?: string;
  readonly payIn?: string;
  readonly executionDay?: string;
};

function addPaymentCommands(claim: Command): void {
  claim
    .command('pay')
    .description('mark claims as paid, or write a batch for the bank')
    .argument('[ids...]')
    .option('--date <day>', 'the day they were paid', dayArgument)
    .option('--reference <text>')
    .option('--batch', 'group what is owed and write a file for the bank')
    .option('--format <format>', 'csv, sepa (EUR) or cny')
    .option('--out <file>')
    .option(
      '--pay-in <currency>',
      'only what is paid in base currency (base), or in the one claimed (claimed)',
    )
    .option('--execution-day <day>', 'when the bank is to pay', dayArgument)
    .action((texts: string[], options: PayOptions, command: Command) => {
      const ids = texts.map(claimArgument);
      if (options.batch) return writeBatch(ids, options, command);
      const { date, reference } = options;
      if (ids.length === 0 || !date || !reference) {
        throw new Failure(
          'wrong_usage',
          'Name the claims with --date and --reference, or write a batch with --batch --format csv --out FILE.',
          {},
        );
      }
      return ask(command, claims.claimsPay, { ids, date, reference }, showClaims);
    });
  claim
    .command('failed')
    .description('a transfer came back')
    .argument('<id>', '', claimArgument)
    .requiredOption('--reason <text>')
    .option('--reference <text>', 'of the payment, or of one transfer of a batch; else the last')
    .action((id: number, options: { reason: string; reference?: string }, command: Command) =>
      ask(command, claims.claimsFailed, { id, ...options }, showWhole),
    );
  const showBatches = ({ batches }: { batches: readonly claims.BatchDoc[] }): void =>
    printTable(
      ['Batch', 'Made', 'Format', 'Claims', 'Total', 'State'],
      batches.map((one) => [
        String(one.id),
        one.at,
        one.format,
        one.payouts.map(({ claim: id }) => id).join(' '),
        one.totals.map(moneyCell).join(', '),
        one.state,
      ]),
    );
  const batches = claim
    .command('batches')
    .description('batches for the bank, newest first')
    .action((_options, command: Command) => ask(command, claims.claimsBatches, {}, showBatches));
  batches
    .command('paid')
    .argument('<batch>', '', claimArgument)
    .requiredOption('--date <day>', '', dayArgument)
    .option('--reference <text>')
    .action((batch: number, options: { date: string; reference?: string }, command: Command) =>
      ask(command, claims.claimsBatchPaid, { batch, ...options }, showBatches),
    );
  batches
    .command('file')
    .description("the bank's file again, the same bytes")
    .argument('<batch>', '', claimArgument)
    .requiredOption('--out <file>')
    .action((batch: number, { out }: { out: string }, command: Command) =>
      ask(command, claims.claimsBatchFile, { batch, out }, sayFile),
    );
  batches
    .command('cancel')
    .description('it was never given to the bank')
    .argument('<batch>', '', claimArgument)
    .action((batch: number, _options, command: Command) =>
      ask(command, claims.claimsBatchCancel, { batch }, showBatches),
    );
}

function writeBatch(ids: number[], options: PayOptions, command: Command): Promise<void> {
  const format = (['csv', 'sepa', 'cny'] as const).find((one) => one === options.format);
  const payIn = (['claimed', 'base'] as const).find((one) => one === options.payIn);
  if (!format || !options.out || (options.payIn !== undefined && !payIn)) {
    throw new Failure('wrong_usage', 'A batch needs --format csv|sepa|cny and --out FILE.', {});
  }
  const { out, executionDay, date, reference } = options;
  return ask(
    command,
    claims.claimsBatch,
    {
      format,
      out,
      ...(payIn ? { payIn } : {}),
      ...(ids.length > 0 ? { ids } : {}),
      ...(executionDay ? { executionDay } : {}),
      ...(date ? { date } : {}),
      ...(reference ? { reference } : {}),
    },
    sayFile,
  );
}

function sayFile({ batch }: OutputOf<typeof claims.claimsBatchFile>): void {
  const { id, count, totals, file } = batch;
  const transfers = count === 1 ? 'transfer' : 'transfers';
  say(`Batch ${id}: ${count} ${transfers}, ${totals.map(moneyCell).join(', ')}, in ${file}.`);
}
