import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { spendRowsShow } from '../../../contract/spend.ts';
import { useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { Waits, waitingText } from '../../ui/waiting.tsx';
import { type Cell, sumOfCells, waitingOf } from './chosen-cells.ts';

/** Cells as a table, with their sum; a row opens the lines of the files that it came from. */
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
  const [open, setOpen] = useState<string | null>(null);
  // The cells of a month come in a fixed order and have no id of their own.
  const rows = useMemo(
    () => cells.map((cell, index) => ({ ...cell, key: String(index) })),
    [cells],
  );
  const columns = useColumns(month, withPerson, open, setOpen);
  return (
    <DataTable
      label={t('charges.title')}
      rows={rows}
      columns={columns}
      rowKey={({ key }) => key}
      detail={(cell) => (cell.key === open ? <FileRows cell={cell} month={month} /> : null)}
      empty={<p className="dim">{t('charges.none')}</p>}
    />
  );
}

type KeyedCell = Cell & { readonly key: string };

/** Sorted by what it is for, never by how much: people's cells stand among them. */
function useColumns(
  month: string,
  withPerson: boolean,
  open: string | null,
  onOpen: (key: string | null) => void,
): DataColumn<KeyedCell>[] {
  const { t } = useTranslation(['seats', 'shell']);
  const formats = useFormats();
  const words = (
    id: string,
    head: string,
    text: (cell: KeyedCell) => string,
  ): DataColumn<KeyedCell> => ({ id, head, text, sort: text, isFilter: true });
  const who = (cell: Cell): string => cell.person?.name ?? cell.identity ?? t('shell:nobody');
  const person: DataColumn<KeyedCell> = {
    ...words('person', t('shell:table.person'), who),
    cell: (cell) =>
      cell.person ? (
        <a className="door" href={hrefOf('seats', cell.person.email)}>
          {cell.person.name}
        </a>
      ) : (
        <span className="dim">{who(cell)}</span>
      ),
  };
  const { t: shellT } = useTranslation('shell');
  return [
    ...(withPerson ? [person] : []),
    {
      ...words('tool', t('shell:table.tool'), (cell) => cell.tool ?? t('shell:noTool')),
      cell: (cell) => cell.tool ?? <span className="dim">{t('shell:noTool')}</span>,
    },
    words('source', t('charges.source'), (cell) => t(`shell:source.${cell.source}`)),
    words('model', t('charges.model'), (cell) => cell.model ?? '–'),
    words('from', t('charges.from'), (cell) => cell.account ?? cell.identity ?? '–'),
    {
      id: 'amount',
      head: t('charges.amountOf', { month: formats.month(month) }),
      // What waits is no 0: an amount stands there only where a part of it is known.
      text: (cell) => {
        const waiting = waitingText(waitingOf([cell]), shellT, formats);
        if (waiting === null) return formats.money(cell.amount);
        return Number(cell.amount.amount) === 0
          ? waiting
          : `${formats.money(cell.amount)} ${waiting}`;
      },
      csv: (cell) => {
        const waiting = waitingText(waitingOf([cell]), shellT, formats);
        if (waiting === null) return cell.amount.amount;
        return Number(cell.amount.amount) === 0 ? waiting : `${cell.amount.amount} ${waiting}`;
      },
      isFigure: true,
      total: (shown) => {
        const currency = shown[0]?.amount.currency ?? '';
        return (
          <>
            {formats.money(sumOfCells(shown, currency))}
            <Waits waiting={waitingOf(shown)} />
          </>
        );
      },
    },
    {
      id: 'rows',
      head: t('charges.rows'),
      text: () => '',
      cell: (cell) =>
        cell.source === 'subscription' ? (
          <a className="door" href={hrefOf('people', 'plans')}>
            {t('charges.plan')}
          </a>
        ) : (
          <button
            type="button"
            className="door"
            aria-expanded={cell.key === open}
            onClick={() => onOpen(cell.key === open ? null : cell.key)}
          >
            {cell.key === open ? t('charges.hide') : t('charges.show')}
          </button>
        ),
    },
  ];
}

function FileRows({ cell, month }: { readonly cell: Cell; readonly month: string }) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  const { identity, tool, model, source } = cell;
  const answer = useAnswer(spendRowsShow, { month, identity, tool, model, source });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={120} />;
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
