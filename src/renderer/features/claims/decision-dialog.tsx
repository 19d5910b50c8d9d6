import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimDoc, claimsDecide } from '../../../contract/claims.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import { roundToMinor } from '../../../core/invoices/minor-unit.ts';
import { microText, parseMicro } from '../../../core/money.ts';
import { useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useBy } from './acting-as.tsx';
import { FindingList } from './finding-list.tsx';

export type Decision = 'approve' | 'reject' | 'ask';

/** Confirms a decision: how much of each line, and why where a reason is needed. Enter decides. */
export function DecisionDialog({
  claim,
  decision,
  onClose,
}: {
  readonly claim: ClaimDoc;
  readonly decision: Decision;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['claims', 'shell']);
  const by = useBy();
  const decide = useChange(claimsDecide);
  const [reason, setReason] = useState('');
  const [amounts, setAmounts] = useState<Readonly<Record<number, string>>>({});
  const isCut = claim.lines.some(
    ({ line, claimed }) =>
      amounts[line] !== undefined && parseMicro(amounts[line]) !== parseMicro(claimed.amount),
  );
  const needsReason = decision !== 'approve' || isCut || claim.findings.length > 0;
  const confirm = (): void => {
    const grants = claim.lines.flatMap(({ line }) => {
      const amount = amounts[line];
      return amount === undefined ? [] : [{ line, amount: amount || '0' }];
    });
    decide.mutate(
      { id: claim.id, decision, reason: reason || null, ...(isCut ? { grants } : {}), ...by },
      { onSuccess: onClose },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`decide.${decision}`, { claim: claim.id, name: claim.person.name })}
      // Whoever decides by keyboard types on at once.
      transitionProps={{ duration: 0 }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
        style={{ display: 'grid', gap: 10 }}
      >
        {decision === 'approve' && (
          <>
            <FindingList findings={claim.findings} lines={claim.lines.length} />
            {claim.lines.map(({ line, claimed, tool, vendor }) => (
              <AmountInput
                key={line}
                currency={claimed.currency}
                label={t('decide.grant', {
                  what: tool ?? vendor ?? '',
                  currency: claimed.currency,
                })}
                value={amounts[line] ?? inMinorUnits(claimed)}
                onChange={(amount) => setAmounts({ ...amounts, [line]: amount })}
              />
            ))}
          </>
        )}
        <TextInput
          label={t(`decide.why.${decision}`)}
          description={needsReason ? undefined : t('decide.optional')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          required={needsReason}
          data-autofocus
        />
        {decide.error && <FailureNotice error={decide.error} />}
        <div>
          <Button type="submit" loading={decide.isPending}>
            {t(`do.${decision}`)}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** What is claimed as it would be paid: nobody is paid a fraction of a cent. */
const inMinorUnits = ({ amount, currency }: MoneyShape): string =>
  microText(roundToMinor(parseMicro(amount) ?? 0n, currency));
