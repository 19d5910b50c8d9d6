import { useTranslation } from 'react-i18next';
import type { LineDoc } from '../../../contract/allowances.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { useFormats } from '../../ui/format.ts';
import { useLineName, useScopeName } from './line-name.ts';
import { useQuantity } from './quantity.ts';

/** The columns of the allowances' table; sorted by for whom they are, the company's first. */
export function useLineColumns(onEnd: (id: string) => void): DataColumn<LineDoc>[] {
  const { t } = useTranslation('allowances');
  const formats = useFormats();
  const quantity = useQuantity();
  const lineName = useLineName();
  const scopeName = useScopeName();
  const words = (
    id: string,
    head: string,
    text: (line: LineDoc) => string,
  ): DataColumn<LineDoc> => ({ id, head, text, sort: text, isFilter: true });
  const limit = (line: LineDoc): string =>
    line.limit === null ? t('unlimited') : quantity(line.limit);
  return [
    {
      ...words('scope', t('scope.label'), ({ scope }) => scopeName(scope)),
      sort: ({ scope }) => `${SCOPES.indexOf(scope.split(':')[0] ?? '')} ${scopeName(scope)}`,
    },
    words('for', t('column.for'), (line) => lineName({ line })),
    {
      id: 'limit',
      head: t('column.limit'),
      text: (line) =>
        line.carryOver > 0
          ? `${limit(line)} ${t('rules.carry', { count: line.carryOver })}`
          : limit(line),
      isFigure: true,
      cell: (line) => (
        <>
          {limit(line)}
          {line.carryOver > 0 && (
            <div className="dim small-note">{t('rules.carry', { count: line.carryOver })}</div>
          )}
        </>
      ),
    },
    words('atLimit', t('line.atLimit'), ({ atLimit, approver, informAt }) =>
      formats.sentences(
        atLimit === 'ask' ? t(`rules.ask.${approver}`) : t('atLimit.inform'),
        informAt.length > 0 &&
          t('rules.informAt', { amounts: formats.list(informAt.map(quantity)) }),
      ),
    ),
    {
      id: 'holds',
      head: t('line.holds'),
      text: ({ from, to }) => formats.span(from, to),
      sort: ({ from }) => from,
    },
    words('by', t('entry.by'), ({ by }) => by),
    { ...words('why', t('entry.why'), ({ why }) => why), isFilter: false },
    {
      id: 'end',
      head: t('rules.end'),
      text: () => '',
      cell: ({ id, to, scope }) =>
        to === null && (
          <button
            type="button"
            className="door"
            aria-label={t('rules.endNamed', { scope: scopeName(scope) })}
            onClick={() => onEnd(id)}
          >
            {t('rules.end')}
          </button>
        ),
    },
  ];
}

const SCOPES = ['company', 'role', 'team', 'person'];
