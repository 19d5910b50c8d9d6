import { useTranslation } from 'react-i18next';
import type { TrackerDoc, TrackerWeights } from '../../../contract/trackers.ts';
import { useFormats } from '../../ui/format.ts';

/** What stands beside the number of items, before the first seat and since. */
export function TrackerWeightsPart({ tracker }: { readonly tracker: TrackerDoc }) {
  const { t } = useTranslation('trackers');
  const formats = useFormats();
  const { before, since } = tracker.weights;
  if (before === null && since === null) return null;
  const share = (value: number | null | undefined): string =>
    value === null || value === undefined ? '–' : formats.percent(value);
  const figure = (value: number | null | undefined): string =>
    value === null || value === undefined ? '–' : formats.number(value, 1);
  const rows: readonly (readonly [string, (one: TrackerWeights | null) => string])[] = [
    ['items', (one) => figure(one?.items)],
    ['acceptedByOthers', (one) => share(one?.acceptedByOthers)],
    ['takenBack', (one) => share(one?.takenBack)],
    ['daysToAccept', (one) => figure(one?.daysToAccept)],
    ['rounds', (one) => figure(one?.rounds)],
    ['size', (one) => figure(one?.size)],
    ['tinyShare', (one) => share(one?.tinyShare)],
  ];
  return (
    <section className="card scroll-x">
      <h2>{t('weights.title')}</h2>
      <p className="dim">{t('weights.text')}</p>
      {tracker.smaller.map(({ person, before: was, since: now }) => (
        <p key={person.email} className="notice">
          {t('weights.smaller', { name: person.name, before: figure(was), since: figure(now) })}
        </p>
      ))}
      <table className="table">
        <thead>
          <tr>
            <th>{t('weights.what')}</th>
            <th className="figure">{t('weights.before')}</th>
            <th className="figure">{t('weights.since')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, of]) => (
            <tr key={name}>
              <td>{t(`weights.${name}`)}</td>
              <td className="figure">{of(before)}</td>
              <td className="figure">{of(since)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
