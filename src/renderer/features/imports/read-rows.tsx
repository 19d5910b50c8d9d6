import { useTranslation } from 'react-i18next';
import type { ImportLook, ReadValue } from '../../../contract/imports.ts';
import { isIsoDay } from '../../../core/calendar.ts';
import { useFormats } from '../../ui/format.ts';
import { RejectTable } from '../../ui/reject-table.tsx';

const DAYS: readonly string[] = ['date', 'start', 'end', 'last_activity'];
const REJECTS_SHOWN = 5;

/** The first rows as they will be read, and those that cannot be, so that a wrong reading is seen before it counts. */
export function ReadRows({
  look,
  isAsking,
}: {
  readonly look: ImportLook;
  /** While questions are open, the rows that wait for them are no rejects yet. */
  readonly isAsking: boolean;
}) {
  const { t } = useTranslation('imports');
  const formats = useFormats();
  const { rows, rejects, counts } = look;
  const fields = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  const isFigure = (field: string): boolean =>
    rows.some(({ values }) => typeof (values[field] ?? '') !== 'string');
  const shown = (field: string, value: ReadValue | undefined): string => {
    if (value === undefined) return '–';
    if (typeof value === 'number') return formats.number(value, 3);
    if (typeof value === 'object') return formats.exactMoney(value);
    return DAYS.includes(field) && isIsoDay(value) ? formats.day(value) : value;
  };
  return (
    <>
      {rows.length > 0 && (
        <div className="scroll-x" style={{ margin: '0 0 10px' }}>
          <table className="table">
            <caption>{t('read.title', { count: rows.length })}</caption>
            <thead>
              <tr>
                <th className="figure narrow">{t('rejects.line')}</th>
                {fields.map((field) => (
                  <th key={field} className={isFigure(field) ? 'figure' : undefined}>
                    {t(`field.${field}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ line, values }) => (
                <tr key={line}>
                  <td className="figure dim">{formats.number(line)}</td>
                  {fields.map((field) => (
                    <td key={field} className={isFigure(field) ? 'figure' : 'nowrap'}>
                      {shown(field, values[field])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {counts !== null && counts.rejected > 0 && !isAsking && (
        <div style={{ margin: '0 0 10px' }}>
          <p className="warn" style={{ margin: '0 0 6px' }}>
            {t('read.rejected', {
              count: counts.rejected,
              rejected: formats.number(counts.rejected),
              rows: formats.number(counts.rows),
            })}
          </p>
          <RejectTable rejects={rejects.slice(0, REJECTS_SHOWN)} />
        </div>
      )}
    </>
  );
}
