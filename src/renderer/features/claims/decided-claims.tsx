import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimDoc, claimsDecide } from '../../../contract/claims.ts';
import { useChange } from '../../ask.ts';
import { useDecides } from '../../here.ts';
import { useBy } from './acting-as.tsx';
import { ClaimTotal, StateWord, whatOf } from './my-claims.tsx';
import { ReasonForm } from './reason-form.tsx';

/** Decisions that can still be taken back: rejected, or approved and not on their way to the bank. */
export function DecidedClaims({ claims }: { readonly claims: readonly ClaimDoc[] }) {
  const { t } = useTranslation(['claims', 'shell']);
  const [reopening, setReopening] = useState<number | null>(null);
  const decides = useDecides();
  const decided = claims
    .filter(
      ({ state, inBatch, payments }) =>
        state === 'rejected' ||
        (state === 'approved' && inBatch === null && payments.every(({ failed }) => failed)),
    )
    .sort((a, b) => b.id - a.id);
  if (decided.length === 0) return null;
  return (
    <section className="card scroll-x">
      <h2>{t('decided.title')}</h2>
      <table className="table">
        <thead>
          <tr>
            <th>{t('column.claim')}</th>
            <th>{t('shell:table.person')}</th>
            <th>{t('column.what')}</th>
            <th className="figure">{t('column.total')}</th>
            <th>{t('column.state')}</th>
            <th>{t('column.said')}</th>
            <th>{t('column.do')}</th>
          </tr>
        </thead>
        <tbody>
          {decided.map((one) => (
            <tr key={one.id}>
              <td style={{ whiteSpace: 'nowrap' }}>{t('claimNo', { claim: one.id })}</td>
              <td>{one.person.name}</td>
              <td>{whatOf(one)}</td>
              <td className="figure">
                <ClaimTotal claim={one} />
              </td>
              <td>
                <StateWord claim={one} />
              </td>
              <td className="dim">{lastDecision(one)}</td>
              <td>
                {reopening === one.id ? (
                  <Reopen id={one.id} onDone={() => setReopening(null)} />
                ) : (
                  decides && (
                    <button type="button" className="door" onClick={() => setReopening(one.id)}>
                      {t('do.reopen')}
                    </button>
                  )
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
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
