import { type Command, InvalidArgumentError } from 'commander';
import * as month from '../../contract/month.ts';
import type { OutputOf } from '../../contract/request.ts';
import * as spend from '../../contract/spend.ts';
import { Failure } from '../../core/failure.ts';
import { type MonthSpan, monthSpanOf } from '../../core/month-span.ts';
import { moneyCell, sumCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { ask } from '../session.ts';
import { dayArgument, monthArgument } from '../value-forms.ts';

export type SpanOptions = {
  month?: string | undefined;
  quarter?: string | undefined;
  year?: string | undefined;
};

export function quarterArgument(text: string): string {
  if (!/q/i.test(text) || monthSpanOf(text) === null) {
    throw new InvalidArgumentError('A quarter looks like 2026-Q2.');
  }
  return text;
}

export function yearArgument(text: string): string {
  if (!/^\d{4}$/.test(text) || monthSpanOf(text) === null) {
    throw new InvalidArgumentError('A year looks like 2026.');
  }
  return text;
}

/** The one month, quarter or year that was named. */
export function spanAsked(options: SpanOptions): MonthSpan {
  const [named, ...more] = [options.month, options.quarter, options.year].filter(
    (one) => one !== undefined,
  );
  const span = named === undefined || more.length > 0 ? null : monthSpanOf(named);
  if (span === null) {
    throw new Failure(
      'wrong_usage',
      'Name one of --month 2026-06, --quarter 2026-Q2 and --year 2026.',
      {},
    );
  }
  return span;
}

const spanCell = ({ from, to }: MonthSpan): string => (from === to ? from : `${from} to ${to}`);

/** Undecided seats have a lean behind the word: a bet with odds, no verdict. */
const verdictCounts = (seats: month.OverviewDoc['seats']): string =>
  seats.justified === null
    ? 'Verdicts are hidden.'
    : `${seats.justified} justified, ${seats.notJustified} not, ${seats.undecided} undecided${leaning(seats)}, ${seats.noData} without data.`;

export function verdictCell(verdict: string, lean: spend.LeanWord | null): string {
  return lean === null ? verdict : `${verdict}, leans ${lean}`;
}

function leaning({ leansKeep, leansDrop }: month.OverviewDoc['seats']): string {
  return leansKeep === null || leansDrop === null || leansKeep + leansDrop === 0
    ? ''
    : ` (${leansKeep} lean keep, ${leansDrop} drop)`;
}

const USAGE_KEYS = spend.usageShow.input;
const BY = ['day', 'month', 'model', 'tool', 'person', 'identity', 'project', 'account'] as const;

type UsageOptions = { month?: string; from?: string; to?: string; by?: string };

export function addMonthCommands(program: Command): void {
  program
    .command('overview')
    .description('the month, quarter or year in one look')
    .option('--month <month>', '', monthArgument)
    .option('--quarter <quarter>', '2026-Q2, in place of a month', quarterArgument)
    .option('--year <year>', '2026, in place of a month', yearArgument)
    .action((options: SpanOptions, command: Command) => {
      const span = spanAsked(options);
      const print = (document: month.OverviewDoc): void => {
        const { seats } = document;
        process.stdout.write(
          `${spanCell(span)}: ${sumCell(document.total, document.waitingForRate)} for ${seats.count} ${seats.count === 1 ? 'seat' : 'seats'}. ` +
            `${verdictCounts(seats)}\n`,
        );
        printTable(
          ['Source', 'Amount'],
          [
            ...Object.entries(document.bySource).map(([source, amount]) => [
              source,
              moneyCell(amount),
            ]),
            ['on seats', moneyCell(document.seatTotal)],
            ['unassigned', moneyCell(document.unassigned)],
          ],
        );
      };
      return span.from === span.to
        ? ask(command, month.overviewMonth, { month: span.from }, print)
        : ask(command, month.overviewSpan, span, print);
    });

  program
    .command('worth')
    .description('where the money did nothing: the total in parts that add up to it')
    .requiredOption('--month <month>', '', monthArgument)
    .action((options: { month: string }, command: Command) =>
      ask(command, month.worthMonth, options, ({ parts, groups, total, waitingForRate }) => {
        printTable(
          ['Part', 'Group', 'Amount', 'Share', 'Seats'],
          parts.map((part) => [
            part.code,
            part.group,
            moneyCell(part.amount),
            part.share === null ? '' : `${(part.share * 100).toFixed(1)}%`,
            String(part.seats),
          ]),
        );
        process.stdout.write(
          `paid ${moneyCell(groups.paid)}, nothing ${moneyCell(groups.nothing)}, open ${moneyCell(groups.open)}; total ${sumCell(total, waitingForRate)}\n`,
        );
      }),
    );

  program
    .command('seats')
    .description('the seats of a month, quarter or year, by name')
    .option('--month <month>', '', monthArgument)
    .option('--quarter <quarter>', '2026-Q2, in place of a month', quarterArgument)
    .option('--year <year>', '2026, in place of a month', yearArgument)
    .action((options: SpanOptions, command: Command) => {
      const span = spanAsked(options);
      const print = ({ seats }: OutputOf<typeof month.seatsMonth>): void =>
        printTable(
          [
            'Person',
            'Role',
            `Spend, ${spanCell(span)}`,
            'Output',
            'Verdict',
            'Expected net a month',
          ],
          seats.map((one) => [
            one.person.name,
            one.person.role ?? '',
            sumCell(one.spend, one.waitingForRate),
            String(one.output.units),
            one.verdict === null ? 'hidden' : verdictCell(one.verdict, one.lean),
            moneyCell(one.expectedNet),
          ]),
        );
      return span.from === span.to
        ? ask(command, month.seatsMonth, { month: span.from }, print)
        : ask(command, month.seatsSpan, span, print);
    });

  program
    .command('verdict')
    .description('is the spend justified by the output?')
    .requiredOption('--month <month>', '', monthArgument)
    .option('--person <email>')
    .option('--window <months>', 'whole months looked at', (text) => {
      const months = Number(text);
      if (!Number.isInteger(months) || months < 1 || months > 24) {
        throw new InvalidArgumentError('A window is 1 to 24 months.');
      }
      return months;
    })
    .action((options: { month: string; person?: string; window?: number }, command: Command) =>
      ask(command, month.verdictMonth, options, ({ verdicts, roles, company }) => {
        printTable(
          [
            'Person',
            'Months looked at',
            'Spend',
            'Worth, 8 in 10',
            'Verdict',
            'Expected net a month',
            'Next step',
          ],
          verdicts.map((one) => [
            one.person.name,
            `${one.window.from} to ${one.window.to}`,
            `${moneyCell(one.spend)}${one.waitsForRate ? ', a part waits for a rate' : ''}`,
            one.value ? `${moneyCell(one.value.low80)} to ${moneyCell(one.value.high80)}` : '',
            verdictCell(one.verdict, one.lean),
            moneyCell(one.expectedNet),
            one.advice.text,
          ]),
        );
        if (company.marginalReturn === null) return;
        process.stdout.write('\nTen times the spend went with so many times the output:\n');
        printTable(
          ['Role', 'Times', '8 in 10', 'Months'],
          [...roles, { role: 'all', marginalReturn: company.marginalReturn }].flatMap(
            ({ role, marginalReturn: found }) =>
              found === null
                ? []
                : [
                    [
                      role ?? '(none)',
                      found.tenTimes.times.toFixed(1),
                      `${found.tenTimes.low80.toFixed(1)} to ${found.tenTimes.high80.toFixed(1)}`,
                      String(found.months),
                    ],
                  ],
          ),
        );
      }),
    );

  program
    .command('usage')
    .description('what was used, summed')
    .option('--month <month>', '', monthArgument)
    .option('--from <day>', '', dayArgument)
    .option('--to <day>', '', dayArgument)
    .option('--by <keys>', BY.join(','))
    .action((options: UsageOptions, command: Command) => {
      const { by, ...range } = options;
      const read = USAGE_KEYS.safeParse({
        ...range,
        ...(by ? { by: by.split(',').map((key) => key.trim()) } : {}),
      });
      if (!read.success) {
        throw new Failure(
          'wrong_usage',
          `--by takes ${BY.join(', ')}, with commas between, not "${by ?? ''}".`,
          {},
        );
      }
      const keys = read.data;
      if (keys.month === undefined && keys.from === undefined && keys.to === undefined) {
        throw new Failure(
          'wrong_usage',
          'Name a month with --month, or days with --from and --to.',
          {},
        );
      }
      return ask(command, spend.usageShow, keys, (document) => {
        printTable(
          [
            ...(keys.by ?? ['tool', 'model']),
            'Input',
            'Output',
            'Requests',
            'Credits',
            'Charged',
            'API value',
          ],
          document.rows.map((row) => [
            ...(keys.by ?? ['tool', 'model']).map((key) => {
              const value = row[key];
              return typeof value === 'object' ? (value?.name ?? '') : (value ?? '');
            }),
            String(row.inputTokens),
            String(row.outputTokens),
            String(row.requests),
            row.credits === 0 ? '' : String(row.credits),
            sumCell(row.charged, row.waitingForRate),
            `${row.apiValueAtLeast && row.apiValue !== null ? '≥ ' : ''}${moneyCell(row.apiValue)}`,
          ]),
        );
        const { unpriced } = document.total;
        for (const one of document.beyondAccounts) {
          const worth = one.apiValue === null ? '' : `, worth ${moneyCell(one.apiValue)}`;
          say(
            `Beyond the account: ${one.person?.name ?? 'nobody'}'s log has ${one.inputTokens + one.cacheReadTokens + one.cacheWriteTokens} input and ${one.outputTokens} output tokens of ${one.model ?? 'no model'} more (${one.from} to ${one.to}${worth}). They count nowhere.`,
          );
        }
        if (unpriced > 0) say(`Waiting for a price: ${unpriced} (seatworth models names them).`);
      });
    });

  program
    .command('unassigned')
    .description('what nobody carries yet')
    .requiredOption('--month <month>', '', monthArgument)
    .action((options: { month: string }, command: Command) =>
      ask(command, spend.unassignedShow, options, ({ items }) =>
        printTable(
          ['Identity', 'Tool', 'Source', 'Amount', 'Suggestion'],
          items.map((one) => [
            one.identity ?? '',
            one.tool ?? '',
            one.source,
            sumCell(one.amount, one.waitingForRate),
            one.suggestion ?? '',
          ]),
        ),
      ),
    );
}
