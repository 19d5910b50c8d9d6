import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimDoc, claimsDecide } from '../../../contract/claims.ts';
import { useChange } from '../../ask.ts';
import { useDecides } from '../../here.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { useBy } from './acting-as.tsx';
import { useClaimColumns } from './claim-columns.ts';
import { useStandingColumns } from './my-claims.tsx';
import { ReasonForm } from './reason-form.tsx';

/** Decisions that can still be taken back: rejected, or approved and not on their way to the bank. */
export function DecidedClaims({ claims }: { readonly claims: readonly ClaimDoc[] }) {
  const { t } = useTranslation('claims');
  const [reopening, setReopening] = useState<number | null>(null);
  const columns = useColumns((claim) => setReopening(claim === reopening ? null : claim));
  const decided = claims
    .filter(
      ({ state, inBatch, payments }) =>
        state === 'rejected' ||
        (state === 'approved' && inBatch === null && payments.every(({ failed }) => failed)),
    )
    .sort((a, b) => b.id - a.id);
  if (decided.length === 0) return null;
  return (
    <section className="card">
      <h2>{t('decided.title')}</h2>
      <DataTable
        label={t('decided.title')}
        rows={decided}
        columns={columns}
        rowKey={({ id }) => String(id)}
        detail={({ id }) =>
          id === reopening ? <Reopen id={id} onDone={() => setReopening(null)} /> : null
        }
        empty={null}
      />
    </section>
  );
}

function useColumns(onReopen: (claim: number) => void): DataColumn<ClaimDoc>[] {
  const { t } = useTranslation('claims');
  const decides = useDecides();
  const [number, person, what] = useClaimColumns((one: ClaimDoc) => one);
  const standing = useStandingColumns();
  const reopen: DataColumn<ClaimDoc> = {
    id: 'do',
    head: t('column.do'),
    text: () => '',
    cell: ({ id }) => (
      <button type="button" className="door" onClick={() => onReopen(id)}>
        {t('do.reopen')}
      </button>
    ),
  };
  return [
    number,
    person,
    what,
    ...standing,
    {
      id: 'said',
      head: t('column.said'),
      text: lastDecision,
      cell: (one) => <span className="dim">{lastDecision(one)}</span>,
    },
    ...(decides ? [reopen] : []),
  ];
}

function lastDecision(claim: ClaimDoc): string {
  const step = claim.history.findLast(({ kind }) => kind === 'approve' || kind === 'reject');
  return step ? [step.by, step.why].filter((text) => text !== null).join(': ') : '';
}

function Reopen({ id, onDone }: { readonly id: number; readonly onDone: () => void }) {
  const { t } = useTranslation('claims');
  const by = useBy();
  const decide = useChange(claimsDecide);
  return (
    <ReasonForm
      label={t('decided.why')}
      verb={t('do.reopen')}
      isPending={decide.isPending}
      error={decide.error}
      onGive={(reason) =>
        decide.mutate({ id, decision: 'reopen', reason, ...by }, { onSuccess: onDone })
      }
    />
  );
}
