import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimDoc, claimsFailed } from '../../../contract/claims.ts';
import { useChange } from '../../ask.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { sumsByCurrency } from '../../ui/data-table/sums.ts';
import { useFormats } from '../../ui/format.ts';
import { useBy } from './acting-as.tsx';
import { useClaimColumns } from './claim-columns.ts';
import { ReasonForm } from './reason-form.tsx';

type Transfer = ClaimDoc['payments'][number] & { readonly key: string; readonly claim: ClaimDoc };

/** What was paid, transfer by transfer; one that came back makes its claim payable again. */
export function PaidClaims({ claims }: { readonly claims: readonly ClaimDoc[] }) {
  const { t } = useTranslation('claims');
  const [failing, setFailing] = useState<string | null>(null);
  const columns = useColumns((key) => setFailing(key === failing ? null : key));
  const transfers = claims.flatMap((claim) =>
    claim.payments
      .filter(({ failed }) => !failed)
      .map(
        (payment): Transfer => ({
          ...payment,
          claim,
          key: `${claim.id} ${payment.reference} ${payment.amount.currency}`,
        }),
      ),
  );
  if (transfers.length === 0) return null;
  return (
    <section className="card">
      <h2>{t('payout.paid')}</h2>
      <DataTable
        label={t('payout.paid')}
        rows={transfers}
        columns={columns}
        rowKey={({ key }) => key}
        first={{ id: 'person', desc: false }}
        detail={({ key, claim, reference, amount }) =>
          key === failing ? (
            <CameBack
              id={claim.id}
              reference={reference}
              currency={amount.currency}
              onDone={() => setFailing(null)}
            />
          ) : null
        }
        empty={null}
      />
    </section>
  );
}

function useColumns(onFail: (key: string) => void): DataColumn<Transfer>[] {
  const { t } = useTranslation('claims');
  const formats = useFormats();
  const [number, person, what] = useClaimColumns((one: Transfer) => one.claim);
  return [
    number,
    person,
    what,
    {
      id: 'amount',
      head: t('column.total'),
      text: ({ amount }) => formats.money(amount),
      isFigure: true,
      total: (shown) =>
        sumsByCurrency(shown.map(({ amount }) => amount))
          .map(formats.money)
          .join(' + '),
    },
    {
      id: 'day',
      head: t('payout.day'),
      text: ({ day }) => formats.day(day),
      csv: ({ day }) => day,
      sort: ({ day }) => day,
    },
    {
      id: 'reference',
      head: t('payout.reference'),
      text: ({ reference }) => reference,
      sort: ({ reference }) => reference,
    },
    {
      id: 'do',
      head: t('column.do'),
      text: () => '',
      cell: ({ key }) => (
        <button type="button" className="door" onClick={() => onFail(key)}>
          {t('payout.cameBack')}
        </button>
      ),
    },
  ];
}

function CameBack({
  id,
  reference,
  currency,
  onDone,
}: {
  readonly id: number;
  readonly reference: string;
  readonly currency: string;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation('claims');
  const by = useBy();
  const fail = useChange(claimsFailed);
  return (
    <ReasonForm
      label={t('payout.why')}
      verb={t('payout.cameBack')}
      isPending={fail.isPending}
      error={fail.error}
      onGive={(reason) =>
        fail.mutate({ id, reason, reference, currency, ...by }, { onSuccess: onDone })
      }
    />
  );
}
