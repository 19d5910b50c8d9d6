import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimDoc, claimsWithdraw } from '../../../contract/claims.ts';
import type { PersonDoc } from '../../../contract/company.ts';
import { useChange } from '../../ask.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useActing } from './acting-as.tsx';
import { useClaimColumns } from './claim-columns.ts';
import { ClaimForm } from './claim-form.tsx';

/** What its claimant can still take back. */
const WITHDRAWABLE: ReadonlySet<string> = new Set(['draft', 'submitted', 'needs information']);

/** File a claim, and see where the earlier ones stand. */
export function MyClaims({
  claims,
  people,
}: {
  readonly claims: readonly ClaimDoc[];
  readonly people: readonly PersonDoc[];
}) {
  const actor = useActing();
  const me = people.find((one) => one.email === actor) ?? null;
  const [editing, setEditing] = useState<ClaimDoc | null>(null);
  const [count, setCount] = useState(0);
  const mine = me ? claims.filter((one) => one.person.email === me.email) : claims;
  return (
    <>
      <ClaimForm
        key={`${editing?.id ?? 'new'} ${actor ?? ''} ${count}`}
        people={people}
        person={me?.email ?? null}
        claim={editing}
        onDone={() => {
          setEditing(null);
          setCount((now) => now + 1);
        }}
      />
      <ClaimTable claims={mine} isMine={me !== null} onEdit={setEditing} />
    </>
  );
}

/** Claims with where they stand, and what their claimant can still do. */
export function ClaimTable({
  claims,
  isMine,
  more = [],
  onEdit,
}: {
  readonly claims: readonly ClaimDoc[];
  readonly isMine: boolean;
  /** Further columns, before what can be done. */
  readonly more?: readonly DataColumn<ClaimDoc>[];
  readonly onEdit: (claim: ClaimDoc) => void;
}) {
  const { t } = useTranslation(['claims', 'shell']);
  const formats = useFormats();
  const withdraw = useChange(claimsWithdraw);
  const standing = useStandingColumns();
  const newest = [...claims].sort((a, b) => b.id - a.id);
  const [number, person, what] = useClaimColumns((one: ClaimDoc) => one);
  const columns: DataColumn<ClaimDoc>[] = [
    number,
    ...(isMine ? [] : [person]),
    what,
    ...standing,
    {
      id: 'approved',
      head: t('column.approved'),
      text: (one) => (one.approved ? formats.money(one.approved) : '–'),
      isFigure: true,
    },
    {
      id: 'said',
      head: t('column.said'),
      text: (one) => lastWord(one) ?? '',
      cell: (one) => <span className="dim">{lastWord(one) ?? ''}</span>,
    },
    ...more,
    {
      id: 'do',
      head: t('column.do'),
      text: () => '',
      cell: (one) => (
        <span style={{ whiteSpace: 'nowrap' }}>
          {(one.state === 'draft' || one.state === 'needs information') && (
            <button type="button" className="door" onClick={() => onEdit(one)}>
              {one.state === 'draft' ? t('do.change') : t('do.answer')}
            </button>
          )}{' '}
          {isMine && WITHDRAWABLE.has(one.state) && (
            <button
              type="button"
              className="door"
              onClick={() => withdraw.mutate({ id: one.id, by: one.person.email })}
            >
              {t(one.state === 'draft' ? 'do.discard' : 'do.withdraw')}
            </button>
          )}
        </span>
      ),
    },
  ];
  const title = isMine ? t('list.mine') : t('list.all');
  return (
    <section className="card scroll-x">
      <h2>{title}</h2>
      {withdraw.error && <FailureNotice error={withdraw.error} />}
      <DataTable
        label={title}
        rows={newest}
        columns={columns}
        rowKey={({ id }) => String(id)}
        empty={
          <p className="dim" style={{ margin: 0 }}>
            {t('list.none')}
          </p>
        }
      />
    </section>
  );
}

/** The columns of what claims come to, and where they stand. */
export function useStandingColumns(): readonly [
  total: DataColumn<ClaimDoc>,
  state: DataColumn<ClaimDoc>,
] {
  const { t } = useTranslation('claims');
  const totalOf = useClaimTotal();
  const stateOf = useStateWord();
  return [
    {
      id: 'total',
      head: t('column.total'),
      text: (one) => totalOf(one).join(' + '),
      cell: (one) => <ClaimTotal claim={one} />,
      isFigure: true,
    },
    { id: 'state', head: t('column.state'), text: stateOf, sort: stateOf, isFilter: true },
  ];
}

/** What a claim comes to: one sum where there can be one, else each currency's own. */
export function useClaimTotal(): (claim: ClaimDoc) => readonly string[] {
  const formats = useFormats();
  return ({ total, totals, base }) =>
    base === null && totals.length > 1 ? totals.map(formats.money) : [formats.money(total)];
}

/** The same in a table's cell, one currency below the other. */
function ClaimTotal({ claim }: { readonly claim: ClaimDoc }) {
  const total = useClaimTotal();
  return total(claim).map((sum) => <div key={sum}>{sum}</div>);
}

/** What whoever decided last said about it. */
function lastWord(claim: ClaimDoc): string | null {
  return claim.history.findLast(({ why }) => why !== null)?.why ?? null;
}

/** Where a claim stands, with the day of its payment. */
function useStateWord(): (claim: ClaimDoc) => string {
  const { t } = useTranslation('claims');
  const formats = useFormats();
  return (claim) => {
    const payment = claim.payments.findLast(({ failed }) => !failed);
    if (claim.state === 'paid' && payment) {
      return t('state.paidOn', { day: formats.day(payment.day), reference: payment.reference });
    }
    if (claim.firstApprover !== null) return t('state.second', { by: claim.firstApprover });
    if (claim.state === 'approved' && claim.inBatch !== null) return t('state.onItsWay');
    return t(`state.${claim.state}`);
  };
}

/** The same as part of a page. */
export function StateWord({ claim }: { readonly claim: ClaimDoc }) {
  return <>{useStateWord()(claim)}</>;
}
