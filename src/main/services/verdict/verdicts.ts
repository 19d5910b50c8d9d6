import type { verdictMonth } from '../../../contract/month.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { closedVerdicts } from '../close/frozen-month.ts';
import { baseCurrency, type Context } from '../context.ts';
import { personByEmail } from '../people/people.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { monthVerdictsOf } from './month-verdicts.ts';
import { SeatHistories } from './seat-histories.ts';
import { VerdictDocs } from './verdict-document.ts';

/** The verdict of every seat, by name; `person` picks from the list and never changes the pooling. */
export function showVerdicts(
  context: Context,
  input: InputOf<typeof verdictMonth>,
): OutputOf<typeof verdictMonth> {
  return (
    closedVerdicts(context.book, input) ?? liveVerdicts(context, input, input.person !== undefined)
  );
}

/** The verdicts as the book tells them now, whether the month is closed or not; in parts where `isInParts`. */
export function liveVerdicts(
  context: Context,
  { month, person, window, withReturns = true }: InputOf<typeof verdictMonth>,
  isInParts: boolean,
): OutputOf<typeof verdictMonth> {
  const currency = baseCurrency(context);
  const reader = new SpendReader(context);
  const verdicts = monthVerdictsOf(context, reader, month, window);
  const only = person === undefined ? null : personByEmail(context.book, person).id;
  const carriers = new Set(reader.month(month).map((cell) => cell.carrierId));
  const listed = verdicts.people.filter(
    (one) =>
      verdicts.byPerson.has(one.id) && (carriers.has(one.id) || verdicts.spendMicro.has(one.id)),
  );
  const { company, controls } = verdicts.result;
  const histories =
    withReturns || isInParts ? new SeatHistories(reader, verdicts, month, currency) : null;
  const maker = new VerdictDocs(context, verdicts, histories, currency, isInParts);
  return {
    month,
    currency,
    verdicts: listed
      .filter((one) => only === null || one.id === only)
      .map((one) => maker.document(one)),
    roles: histories?.returnsByRole() ?? [],
    company: {
      uplift: company.median,
      low80: company.low80,
      high80: company.high80,
      noEffectShare: company.noEffectShare,
      omega: company.omega,
      measured: company.measured,
      marginalReturn: histories?.returnOfAll() ?? null,
      controls,
      window: verdicts.result.window,
    },
  };
}
