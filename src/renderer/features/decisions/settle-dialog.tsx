import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type DecisionDoc,
  decisionsConfirm,
  decisionsTakeBack,
} from '../../../contract/decisions.ts';
import { useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useDecisionName } from './decision-words.ts';

/** Confirms a decision or takes it back, with the reason; the decision itself stays as it was. */
export function SettleDialog({
  decision,
  how,
  onClose,
}: {
  readonly decision: DecisionDoc;
  readonly how: 'confirm' | 'takeBack';
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('decisions');
  const nameOf = useDecisionName();
  const settle = useChange(how === 'confirm' ? decisionsConfirm : decisionsTakeBack);
  const [why, setWhy] = useState('');
  const named = { what: nameOf(decision), name: decision.person.name };
  return (
    <Modal
      opened
      onClose={onClose}
      title={how === 'confirm' ? t('confirmNamed', named) : t('takeBackNamed', named)}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          settle.mutate({ id: decision.id, why }, { onSuccess: onClose });
        }}
      >
        <p className="dim" style={{ margin: '0 0 8px' }}>
          {how === 'confirm'
            ? t('confirmNote')
            : t(decision.hasAllowance ? 'takeBackNoteAllowance' : 'takeBackNote')}
        </p>
        <TextInput
          label={t('why')}
          required
          data-autofocus
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        {settle.error && <FailureNotice error={settle.error} />}
        <Button type="submit" mt="md" loading={settle.isPending} disabled={why.trim() === ''}>
          {how === 'confirm' ? t('confirm') : t('takeBack')}
        </Button>
      </form>
    </Modal>
  );
}
