import { useTranslation } from 'react-i18next';
import type { ClaimDoc } from '../../../contract/claims.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';

/** The columns that every table of claims begins with: its number, whose it is, what it is for. */
export function useClaimColumns<Row>(
  claimOf: (row: Row) => ClaimDoc,
): readonly [claim: DataColumn<Row>, person: DataColumn<Row>, what: DataColumn<Row>] {
  const { t } = useTranslation(['claims', 'shell']);
  const person = (row: Row): string => claimOf(row).person.name;
  const what = (row: Row): string => whatOf(claimOf(row));
  return [
    {
      id: 'claim',
      head: t('column.claim'),
      text: (row) => t('claimNo', { claim: claimOf(row).id }),
      sort: (row) => claimOf(row).id,
    },
    {
      id: 'person',
      head: t('shell:table.person'),
      text: person,
      sort: person,
      isFilter: true,
    },
    { id: 'what', head: t('column.what'), text: what, sort: what },
  ];
}

export const whatOf = (claim: ClaimDoc): string =>
  [...new Set(claim.lines.map(({ tool, vendor }) => tool ?? vendor ?? ''))].join(', ');
