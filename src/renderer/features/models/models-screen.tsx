import { useTranslation } from 'react-i18next';
import { type ModelMatchDoc, modelsMatch } from '../../../contract/models.ts';
import { useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page, useMonth } from '../../ui/page.tsx';

/** Who used which model for what size of work, and what the next model down would have cost. */
export function ModelsScreen() {
  const { t } = useTranslation('models');
  const formats = useFormats();
  const month = useMonth();
  const answer = useAnswer(modelsMatch, { month: month ?? '2026-01' }, month !== null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (month !== null && !answer.data) return <Page title={t('title')} withMonth isLoading />;
  const rows = answer.data?.rows ?? [];
  if (month === null || rows.length === 0) {
    return (
      <Page title={t('title')} withMonth={month !== null}>
        <EmptyState>{t('empty')}</EmptyState>
      </Page>
    );
  }
  const movable = rows.filter(
    (row) => row.movable.days > 0 && Number(row.movable.savesApi.amount) > 0,
  );
  return (
    <Page
      title={t('title')}
      withMonth
      answer={t(movable.length === 0 ? 'answer.none' : 'answer.some', {
        count: movable.length,
        month: formats.month(month),
      })}
    >
      <p className="dim" style={{ margin: 0, maxWidth: '90ch' }}>
        {t('blind')}{' '}
        <a className="door" href={hrefOf('trials')}>
          {t('trial')}
        </a>
        {' · '}
        <a className="door" href={hrefOf('settings', 'models')}>
          {t('below')}
        </a>
      </p>
      <section className="card scroll-x">
        <h2>
          {t('title')} <small>{formats.month(month)}</small>
        </h2>
        <table className="table">
          <thead>
            <tr>
              <th>{t('column.person')}</th>
              <th>{t('column.model')}</th>
              <th className="figure">{t('column.requests')}</th>
              <th className="figure">{t('column.size')}</th>
              <th className="figure">{t('column.charged')}</th>
              <th className="figure">{t('column.api')}</th>
              <th className="figure">{t('column.lower')}</th>
              <th>{t('column.movable')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <MatchRow key={`${row.person.email} ${row.tool} ${row.model}`} row={row} />
            ))}
          </tbody>
        </table>
      </section>
    </Page>
  );
}

function MatchRow({ row }: { readonly row: ModelMatchDoc }) {
  const { t } = useTranslation('models');
  const formats = useFormats();
  const { person, meanIn, meanOut, lowerCost, breakEven, movable, missing } = row;
  return (
    <tr>
      <td>
        <a className="door" href={hrefOf('seats', person.email)}>
          {person.name}
        </a>
      </td>
      <td style={{ whiteSpace: 'nowrap' }}>
        {row.model}
        <div className="dim small-note">{row.tool}</div>
      </td>
      <td className="figure">{formats.number(row.requests, 0)}</td>
      <td className="figure">
        {meanIn === null || meanOut === null
          ? '–'
          : t('size', { in: formats.number(meanIn, 0), out: formats.number(meanOut, 0) })}
      </td>
      <td className="figure">{formats.money(row.charged)}</td>
      <td className="figure">{row.apiValue ? formats.money(row.apiValue) : '–'}</td>
      <td className="figure" style={{ whiteSpace: 'normal' }}>
        {lowerCost && row.lower ? (
          <>
            {formats.money(lowerCost)}
            <div className="dim small-note">
              {row.lower}
              {breakEven !== null && (
                <div>
                  {breakEven < 1
                    ? t('dearer')
                    : t('breakEven', { times: formats.number(breakEven, 2) })}
                </div>
              )}
            </div>
            {row.fallbacks.length > 0 && <div className="dim small-note">{t('fallback')}</div>}
          </>
        ) : (
          '–'
        )}
      </td>
      <td style={{ minWidth: 72 }}>
        {missing !== null
          ? t(`missing.${missing}`)
          : movable.days === 0
            ? t('noShort')
            : t('short', {
                count: movable.days,
                saves: formats.money(movable.saves),
                api: formats.money(movable.savesApi),
              })}
      </td>
    </tr>
  );
}
