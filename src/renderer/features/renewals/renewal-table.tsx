import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { RenewalDoc } from '../../../contract/renewals.ts';
import { hrefOf } from '../../route.ts';
import { useFormats } from '../../ui/format.ts';

/** Subscriptions by notice day, with what ending each saves and what stands out. */
export function RenewalTable({
  renewals,
  onEdit,
}: {
  readonly renewals: readonly RenewalDoc[];
  readonly onEdit: (renewal: RenewalDoc) => void;
}) {
  const { t } = useTranslation(['renewals', 'shell']);
  const { t: own } = useTranslation('renewals');
  const formats = useFormats();
  return (
    <div className="scroll-x">
      <table className="table">
        <thead>
          <tr>
            <th>{t('shell:table.tool')}</th>
            <th>{t('column.who')}</th>
            <th className="figure">{t('column.price')}</th>
            <th className="figure start">{t('column.notice')}</th>
            <th className="figure start">{t('column.renewal')}</th>
            <th className="figure">{t('column.saves')}</th>
            <th>{t('column.note')}</th>
            <th>{t('column.do')}</th>
          </tr>
        </thead>
        <tbody>
          {renewals.map((one) => (
            <tr key={one.id}>
              <td>
                {one.tool}
                {one.account && <div className="dim small-note">{one.account}</div>}
              </td>
              <td>
                {one.person ? (
                  <a className="door" href={hrefOf('seats', one.person.email)}>
                    {one.person.name}
                  </a>
                ) : (
                  <span className="dim">{t('spare')}</span>
                )}
              </td>
              <td className="figure">
                {t(`per.${one.cadence}`, { price: formats.money(one.price) })}
              </td>
              <td className="figure start">
                {formats.day(one.noticeDay)}
                {one.reminder && (
                  <div className="warn small-note">{t(`reminder.${one.reminder}`)}</div>
                )}
              </td>
              <td className="figure start">
                {formats.day(one.renewal)}
                <div className="dim small-note">
                  {one.noticeDays === 0 ? t('noNotice') : t('notice', { count: one.noticeDays })}
                </div>
              </td>
              <td className="figure">
                {one.saves ? formats.money(one.saves) : '–'}
                {one.from && one.saves && (
                  <div className="dim small-note">{formats.span(one.from, null)}</div>
                )}
                {one.downgradeSaves && (
                  <div className="dim small-note">
                    {t('column.downgrade')}: {formats.money(one.downgradeSaves)}
                  </div>
                )}
              </td>
              <td>{noteOf(one, own)}</td>
              <td>
                <button
                  type="button"
                  className="door"
                  aria-label={t('changeNamed', {
                    tool: one.tool,
                    who: one.person?.name ?? t('spare'),
                  })}
                  onClick={() => onEdit(one)}
                >
                  {t('change')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Why it is worth a look: nobody uses it, or another tool does the same job. */
function noteOf(one: RenewalDoc, t: TFunction<'renewals'>): string {
  if (one.unusedReason !== null) {
    const reason = t(`reason.${one.unusedReason as 'left'}`);
    return one.class === null
      ? t('letIn', { reason })
      : t(`class.${one.class}`, { reason, name: one.reassignTo?.name ?? '' });
  }
  return one.overlapsWith === null ? '' : t('overlap', { tool: one.overlapsWith });
}
