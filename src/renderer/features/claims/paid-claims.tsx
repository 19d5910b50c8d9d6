import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimDoc, claimsFailed } from '../../../contract/claims.ts';
import { useChange } from '../../ask.ts';
import { useFormats } from '../../ui/format.ts';
import { useBy } from './acting-as.tsx';
import { ReasonForm } from './reason-form.tsx';

/** What was paid back, transfer by transfer; one that came back makes its claim payable again. */
export function PaidClaims({ claims }: { readonly claims: readonly ClaimDoc[] }) {
  const { t } = useTranslation(['claims', 'shell']);
  const formats = useFormats();
  const [failing, setFailing] = useState<string | null>(null);
  if (claims.length === 0) return null;
  return (
    <section className="card scroll-x">
      <h2>{t('payout.paid')}</h2>
      <table className="table">
        <thead>
          <tr>
            <th>{t('column.claim')}</th>
            <th>{t('shell:table.person')}</th>
            <th className="figure">{t('column.total')}</th>
            <th>{t('payout.day')}</th>
            <th>{t('payout.reference')}</th>
            <th>{t('column.do')}</th>
          </tr>
        </thead>
        <tbody>
          {claims.flatMap((one) =>
            one.payments
              .filter(({ failed }) => !failed)
              .map((payment) => ({
                ...payment,
                key: `${one.id} ${payment.reference} ${payment.amount.currency}`,
              }))
              .map(({ reference, day, amount, key }) => (
                <tr key={key}>
                  <td style={{ whiteSpace: 'nowrap' }}>{t('claimNo', { claim: one.id })}</td>
                  <td>{one.person.name}</td>
                  <td className="figure">{formats.money(amount)}</td>
                  <td>{formats.day(day)}</td>
                  <td>{reference}</td>
                  <td>
                    {failing === key ? (
                      <CameBack
                        id={one.id}
                        reference={reference}
                        currency={amount.currency}
                        onDone={() => setFailing(null)}
                      />
                    ) : (
                      <button type="button" className="door" onClick={() => setFailing(key)}>
                        {t('payout.cameBack')}
                      </button>
                    )}
                  </td>
                </tr>
              )),
          )}
        </tbody>
      </table>
    </section>
  );
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
