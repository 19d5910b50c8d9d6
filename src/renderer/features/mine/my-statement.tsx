import { useTranslation } from 'react-i18next';
import { useFormats } from '../../ui/format.ts';
import type { Statement } from './told.ts';

/** The statement of a month as the office sent it: spend by tool and source, output, felt hours, claims. */
export function MyStatement({
  month,
  told,
}: {
  readonly month: string;
  readonly told: Statement | null;
}) {
  const { t } = useTranslation(['mine', 'shell']);
  const formats = useFormats();
  const named = formats.month(month);
  if (told === null) {
    return (
      <section className="card">
        <h2>{t('statement.title', { month: named })}</h2>
        <p style={{ margin: 0 }}>{t('statement.none')}</p>
      </section>
    );
  }
  const sources = Object.entries(told.bySource).filter(([, { amount }]) => Number(amount) !== 0);
  return (
    <section className="card">
      <h2>{t('statement.title', { month: named })}</h2>
      <p className="dim" style={{ margin: '0 0 10px' }}>
        {t('asSent', { day: formats.instant(told.sentAt) })}{' '}
        {t(told.isClosed ? 'statement.closed' : 'statement.open')}
      </p>
      <div className="two-cards">
        <table className="table" aria-label={t('statement.byTool')}>
          <thead>
            <tr>
              <th>{t('shell:table.tool')}</th>
              <th className="figure">{t('statement.spend', { month: named })}</th>
            </tr>
          </thead>
          <tbody>
            {told.byTool.map(({ tool, amount }) => (
              <tr key={tool ?? ''}>
                <td>{tool ?? t('shell:noTool')}</td>
                <td className="figure">{formats.money(amount)}</td>
              </tr>
            ))}
            <tr>
              <td>
                <strong>{t('shell:data.total')}</strong>
              </td>
              <td className="figure">
                <strong>{formats.money(told.spend)}</strong>
              </td>
            </tr>
          </tbody>
        </table>
        <table className="table" aria-label={t('statement.further')}>
          <thead>
            <tr>
              <th>{t('statement.what')}</th>
              <th className="figure">{named}</th>
            </tr>
          </thead>
          <tbody>
            {sources.map(([source, amount]) => (
              <Row key={source} name={t(`shell:source.${source}`)} value={formats.money(amount)} />
            ))}
            {told.apiValue && (
              <Row name={t('statement.apiValue')} value={formats.money(told.apiValue)} />
            )}
            <Row
              name={t('statement.output')}
              value={t('statement.units', {
                count: told.output.items,
                units: formats.number(told.output.units),
              })}
            />
            <Row
              name={t('statement.felt')}
              value={t('statement.hours', { hours: formats.number(told.felt.hours) })}
            />
            {told.claims && (
              <>
                <Row name={t('statement.approved')} value={formats.money(told.claims.approved)} />
                <Row name={t('statement.paid')} value={formats.money(told.claims.paid)} />
                <Row name={t('statement.owed')} value={formats.money(told.claims.owed)} />
              </>
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <tr>
      <td>{name}</td>
      <td className="figure">{value}</td>
    </tr>
  );
}
