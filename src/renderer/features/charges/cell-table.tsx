import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/request.ts';
import { type spendCellsShow, spendRowsShow } from '../../../contract/spend.ts';
import { useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

export type Cell = OutputOf<typeof spendCellsShow>['cells'][number];

/** Cells as a table; a row opens the lines of the files that it came from. */
export function CellTable({
  cells,
  month,
  withPerson = false,
}: {
  readonly cells: readonly Cell[];
  readonly month: string;
  readonly withPerson?: boolean;
}) {
  const { t } = useTranslation(['seats', 'shell']);
  const formats = useFormats();
  const [open, setOpen] = useState<number | null>(null);
  const columns = withPerson ? 7 : 6;
  return (
    <div className="scroll-x">
      <table className="table">
        <thead>
          <tr>
            {withPerson && <th>{t('shell:table.person')}</th>}
            <th>{t('shell:table.tool')}</th>
            <th>{t('charges.source')}</th>
            <th>{t('charges.model')}</th>
            <th>{t('charges.from')}</th>
            <th className="figure">{t('shell:table.amount')}</th>
            <th>{t('charges.rows')}</th>
          </tr>
        </thead>
        <tbody>
          {cells.map((cell, index) => (
            <CellRow
              // The cells of a month come in a fixed order and have no id of their own.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              key={index}
              cell={cell}
              month={month}
              withPerson={withPerson}
              columns={columns}
              isOpen={open === index}
              onToggle={() => setOpen(open === index ? null : index)}
              amount={formats.money(cell.amount)}
            />
          ))}
        </tbody>
      </table>
      {cells.length === 0 && <p className="dim">{t('charges.none')}</p>}
    </div>
  );
}

function CellRow({
  cell,
  month,
  withPerson,
  columns,
  isOpen,
  onToggle,
  amount,
}: {
  readonly cell: Cell;
  readonly month: string;
  readonly withPerson: boolean;
  readonly columns: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly amount: string;
}) {
  const { t } = useTranslation(['seats', 'shell']);
  const hasRows = cell.source !== 'subscription';
  return (
    <>
      <tr>
        {withPerson && (
          <td>
            {cell.person ? (
              <a className="door" href={hrefOf('seats', cell.person.email)}>
                {cell.person.name}
              </a>
            ) : (
              <span className="dim">{cell.identity ?? t('shell:nobody')}</span>
            )}
          </td>
        )}
        <td>{cell.tool ?? <span className="dim">{t('shell:noTool')}</span>}</td>
        <td>{t(`shell:source.${cell.source}`)}</td>
        <td className="dim">{cell.model ?? '–'}</td>
        <td className="dim">{cell.account ?? cell.identity ?? '–'}</td>
        <td className="figure">
          {cell.waiting > 0 ? t('charges.waits', { currency: cell.original.currency }) : amount}
        </td>
        <td>
          {hasRows ? (
            <button type="button" className="door" aria-expanded={isOpen} onClick={onToggle}>
              {isOpen ? t('charges.hide') : t('charges.show')}
            </button>
          ) : (
            <a className="door" href={hrefOf('people', 'plans')}>
              {t('charges.plan')}
            </a>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={columns}>
            <FileRows cell={cell} month={month} />
          </td>
        </tr>
      )}
    </>
  );
}

function FileRows({ cell, month }: { readonly cell: Cell; readonly month: string }) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  const { identity, tool, model, source } = cell;
  const answer = useAnswer(spendRowsShow, { month, identity, tool, model, source });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return null;
  return (
    <table className="table" aria-label={t('rows.title')} style={{ background: 'var(--ground)' }}>
      <thead>
        <tr>
          <th>{t('rows.day')}</th>
          <th>{t('rows.file')}</th>
          <th className="figure">{t('rows.line')}</th>
          <th className="figure">{t('rows.input')}</th>
          <th className="figure">{t('rows.output')}</th>
          <th>{t('rows.state')}</th>
          <th className="figure">{t('rows.charge')}</th>
        </tr>
      </thead>
      <tbody>
        {answer.data.rows.map((row) => (
          <tr key={`${row.importId} ${row.line} ${row.day} ${row.detail}`}>
            <td>{row.day}</td>
            <td>{row.file?.split(/[\\/]/).at(-1) ?? '–'}</td>
            <td className="figure">{row.line}</td>
            <td className="figure">{formats.number(row.inputTokens)}</td>
            <td className="figure">{formats.number(row.outputTokens)}</td>
            <td className="dim">{t(`state.${row.state}`)}</td>
            <td className="figure">{row.amount ? formats.money(row.amount) : '–'}</td>
          </tr>
        ))}
      </tbody>
      {answer.data.more && <caption className="dim">{t('rows.more')}</caption>}
    </table>
  );
}
