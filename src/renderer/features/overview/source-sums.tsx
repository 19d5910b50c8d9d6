import { useTranslation } from 'react-i18next';
import type { OverviewDoc } from '../../../contract/month.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import { parseMicro } from '../../../core/money.ts';
import { CHARGE_SOURCES } from '../../../core/spend/spend-cells.ts';
import { useFormats } from '../../ui/format.ts';
import { Waits } from '../../ui/waiting.tsx';
import { listedAmounts } from '../report/listed-amounts.ts';

/** What a month or a longer span is made of, by source, with what of it is unassigned. */
export function SourceSums({
  title,
  span,
  sums: { bySource, total, unassigned, waitingForRate },
  onSeats,
}: {
  readonly title: string;
  readonly span: string;
  readonly sums: Pick<OverviewDoc, 'bySource' | 'total' | 'unassigned' | 'waitingForRate'>;
  /** What lies on seats, with its name; left out where it is not asked. */
  readonly onSeats?: { readonly name: string; readonly amount: OverviewDoc['seatTotal'] };
}) {
  const { t } = useTranslation(['overview', 'shell']);
  const formats = useFormats();
  const sources = CHARGE_SOURCES.flatMap((source) => {
    const amount = bySource[source];
    return amount === undefined || Number(amount.amount) === 0 ? [] : [{ source, amount }];
  });
  // Printed parts add up to the printed total.
  const inMicro = (amount: MoneyShape): bigint => parseMicro(amount.amount) ?? 0n;
  const { currency } = total;
  const amounts = listedAmounts(
    sources.map(({ amount }) => inMicro(amount)),
    currency,
  );
  const [seats, nobody] = onSeats
    ? listedAmounts([inMicro(onSeats.amount), inMicro(unassigned)], currency)
    : [null, unassigned];
  return (
    <section className="card">
      <div className="card-head">
        <h2>
          {title} <small>{span}</small>
        </h2>
      </div>
      <table className="table">
        <tbody>
          {sources.map(({ source, amount }, index) => (
            <tr key={source}>
              <td>{t(`shell:source.${source}`)}</td>
              <td className="figure">{formats.money(amounts[index] ?? amount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th>{t('pay.total')}</th>
            <td className="figure">
              {formats.money(total)}
              <Waits waiting={waitingForRate} />
            </td>
          </tr>
          {onSeats && (
            <tr className="dim">
              <td>{onSeats.name}</td>
              <td className="figure">{formats.money(seats ?? onSeats.amount)}</td>
            </tr>
          )}
          <tr className="dim">
            <td>{t('pay.unassigned')}</td>
            <td className="figure">{formats.money(nobody ?? unassigned)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
