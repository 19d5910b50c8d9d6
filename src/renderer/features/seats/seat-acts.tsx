import { Button, Modal } from '@mantine/core';
import { IconChecklist, IconGavel, IconWallet } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VerdictDoc } from '../../../contract/month.ts';
import { outputList } from '../../../contract/output.ts';
import { useAnswer } from '../../ask.ts';
import { useFormats } from '../../ui/format.ts';
import { DecisionDialog } from '../decisions/decision-dialog.tsx';
import { QuickEntry } from '../output/quick-entry.tsx';
import { useAdvice } from './advice.ts';
import { SetAllowance } from './set-allowance.tsx';

/** What can be done about a person's month, from the person's page: the step that the verdict names first. */
export function SeatActs({
  verdict,
  month,
}: {
  readonly verdict: VerdictDoc;
  readonly month: string;
}) {
  const { t } = useTranslation(['seats', 'shell']);
  const formats = useFormats();
  const advice = useAdvice();
  const [open, setOpen] = useState<'allowance' | 'decision' | 'output' | null>(null);
  const { code, amount } = verdict.advice;
  const close = (): void => setOpen(null);
  return (
    <div className="acts">
      <Button
        variant={code === 'log-output' ? 'default' : 'filled'}
        leftSection={<IconGavel size={16} />}
        onClick={() => setOpen('decision')}
      >
        {t('acts.decide')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconWallet size={16} />}
        onClick={() => setOpen('allowance')}
      >
        {amount ? t('acts.setTo', { amount: formats.money(amount) }) : t('acts.set')}
      </Button>
      <Button
        variant={code === 'log-output' ? 'filled' : 'default'}
        leftSection={<IconChecklist size={16} />}
        onClick={() => setOpen('output')}
      >
        {t('acts.log')}
      </Button>
      <span className="dim">{advice(verdict)}</span>
      {open === 'allowance' && (
        <SetAllowance person={verdict.person} month={month} proposed={amount} onClose={close} />
      )}
      {open === 'decision' && <DecisionDialog verdict={verdict} month={month} onClose={close} />}
      {open === 'output' && <LogOutput verdict={verdict} month={month} onClose={close} />}
    </div>
  );
}

function LogOutput({
  verdict,
  month,
  onClose,
}: {
  readonly verdict: VerdictDoc;
  readonly month: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['seats', 'shell']);
  const answer = useAnswer(outputList, { month, email: verdict.person.email, most: 1 });
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('acts.logFor', { name: verdict.person.name })}
    >
      {answer.data ? (
        <QuickEntry month={month} people={[verdict.person]} kinds={answer.data.kinds} />
      ) : (
        <div className="skeleton" style={{ height: 120 }} />
      )}
    </Modal>
  );
}
