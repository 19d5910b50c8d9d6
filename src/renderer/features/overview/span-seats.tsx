import { useTranslation } from 'react-i18next';
import type { overviewSpan, seatsSpan } from '../../../contract/month.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';
import { hrefOf } from '../../route.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { useFormats } from '../../ui/format.ts';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { Waits } from '../../ui/waiting.tsx';
import { seatsSentence } from './month-sentence.tsx';

type Seat = OutputOf<typeof seatsSpan>['seats'][number];
type Span = OutputOf<typeof overviewSpan>;

/** Every seat of a quarter or year. By name, never by spend; the verdict is that of the last month. */
export function SpanSeats({
  seats,
  overview,
  name,
}: {
  readonly seats: readonly Seat[] | undefined;
  /** The month of the verdicts, the currency, and the counts where they are known. */
  readonly overview: Pick<Span, 'month' | 'currency'> & Partial<Pick<Span, 'seats'>>;
  readonly name: string;
}) {
  const { t } = useTranslation(['overview', 'seats', 'shell', 'access']);
  const { t: overviewT } = useTranslation('overview');
  const formats = useFormats();
  const { month, currency } = overview;
  const nameOf = ({ person }: Seat): string => person.name;
  const roleOf = ({ person }: Seat): string => person.role ?? '';
  const teamOf = ({ person }: Seat): string => person.team ?? '';
  const columns: DataColumn<Seat>[] = [
    {
      id: 'person',
      head: t('shell:table.person'),
      text: nameOf,
      sort: nameOf,
      cell: (seat) => (
        <a className="door" href={hrefOf('seats', seat.person.email, month)}>
          {seat.person.name}
        </a>
      ),
    },
    { id: 'role', head: t('shell:table.role'), text: roleOf, sort: roleOf, isFilter: true },
    { id: 'team', head: t('pay.team'), text: teamOf, sort: teamOf, isFilter: true },
    {
      id: 'spend',
      head: t('span.spend', { span: name, currency }),
      text: ({ spend }) => formats.amount(spend),
      csv: ({ spend }) => spend.amount,
      cell: ({ spend, waitingForRate }) => (
        <>
          {formats.amount(spend)}
          <Waits waiting={waitingForRate} />
        </>
      ),
      isFigure: true,
      total: (shown) =>
        formats.amount(
          moneyText(
            shown.reduce((sum, { spend }) => sum + (parseMicro(spend.amount) ?? 0n), 0n),
            currency,
          ),
        ),
    },
    {
      id: 'output',
      head: t('span.output', { span: name }),
      text: ({ output }) => formats.number(output.units),
      isFigure: true,
    },
    {
      id: 'verdict',
      head: t('span.verdict', { month: formats.month(month) }),
      text: ({ verdict }) =>
        verdict === null ? t('access:hidden') : t(`shell:verdict.${verdict}`),
      sort: ({ verdict }) => verdict ?? '',
      isFilter: true,
      cell: ({ verdict, lean, expectedNet }) => (
        <VerdictMark verdict={verdict} lean={lean} expectedNet={expectedNet} />
      ),
    },
  ];
  return (
    <section className="card">
      <div className="card-head">
        <h2>
          {t('seats.title')}{' '}
          {overview.seats && <small>{seatsSentence(overview.seats, overviewT)}</small>}
        </h2>
      </div>
      <DataTable
        label={t('seats.title')}
        rows={seats}
        columns={columns}
        rowKey={({ person }) => person.email}
        empty={<p className="dim">{t('seats:table.empty')}</p>}
      />
    </section>
  );
}
