import { useTranslation } from 'react-i18next';
import type { VerdictWord } from '../../../contract/spend.ts';
import type { TrackerDoc } from '../../../contract/trackers.ts';
import { hrefOf } from '../../route.ts';
import { useFormats } from '../../ui/format.ts';
import { VerdictMark } from '../../ui/verdict-mark.tsx';

/** The seats that these items speak for, with the verdict they have by now. */
export function TrackerSeats({ tracker }: { readonly tracker: TrackerDoc }) {
  const { t } = useTranslation(['trackers', 'seats', 'shell']);
  const formats = useFormats();
  const { seats } = tracker;
  const [first] = seats;
  if (!first) return null;
  const byIt = seats.filter(({ isAlone, verdict }) => isAlone && verdict !== 'no data');
  const names = formats.list(byIt.map(({ person }) => person.name));
  return (
    <section className="card scroll-x">
      <h2>{t('seats.title', { month: formats.month(first.month) })}</h2>
      {byIt.length > 0 && <p>{t('seats.byIt', { count: byIt.length, names })}</p>}
      <table className="table">
        <thead>
          <tr>
            <th>{t('shell:table.person')}</th>
            <th>{t('seats.verdict')}</th>
            <th className="figure">{t('seats.items')}</th>
            <th className="figure">{t('seats.before')}</th>
          </tr>
        </thead>
        <tbody>
          {seats.map((one) => (
            <tr key={one.person.email}>
              <td>
                <a className="door" href={hrefOf('seats', one.person.email)}>
                  {one.person.name}
                </a>
              </td>
              <td>
                <VerdictMark
                  verdict={one.verdict as VerdictWord}
                  lean={one.lean === 'keep' || one.lean === 'drop' ? one.lean : null}
                />{' '}
                {one.verdict === 'no data' && (
                  <span className="dim">{t(`seats:missing.${one.missing[0] ?? 'baseline'}`)}</span>
                )}
              </td>
              <td className="figure">{formats.number(one.items)}</td>
              <td className="figure">{formats.number(one.baselineMonths)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
