import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { companyShow } from '../../../contract/company.ts';
import {
  type TrialDoc,
  type TrialTaskDoc,
  trialTaskDone,
  trialTaskDrop,
} from '../../../contract/trials.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';

const minutesIn = (text: string): number => Number(text.replace(',', '.'));

/** A task is done, with its minutes and what the other arm would have taken as it feels; or dropped, and why. */
export function SettleTask({
  task,
  trial,
  how,
  onClose,
}: {
  readonly task: TrialTaskDoc;
  readonly trial: TrialDoc;
  readonly how: 'done' | 'drop';
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['trials', 'shell']);
  const done = useChange(trialTaskDone);
  const drop = useChange(trialTaskDrop);
  const [minutes, setMinutes] = useState(task.timer > 0 ? task.timer.toFixed(1) : '');
  const [felt, setFelt] = useState('');
  const [accepted, setAccepted] = useState<string | null>(null);
  const [why, setWhy] = useState('');
  const [cost, setCost] = useState('');
  const company = useAnswer(companyShow, {});
  const hasTimer = task.timerSince !== null;
  const error = done.error ?? drop.error;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(how === 'done' ? 'task.doneNamed' : 'task.dropNamed', { title: task.title })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (how === 'drop') drop.mutate({ id: task.id, why }, { onSuccess: onClose });
          else {
            done.mutate(
              {
                id: task.id,
                ...(minutes === '' ? {} : { minutes: minutesIn(minutes) }),
                ...(felt === '' ? {} : { felt: minutesIn(felt) }),
                ...(cost === '' ? {} : { cost }),
                ...(accepted === null ? {} : { accepted: accepted === 'yes' }),
              },
              { onSuccess: onClose },
            );
          }
        }}
        style={{ display: 'grid', gap: 10 }}
      >
        {how === 'drop' ? (
          <TextInput
            label={t('task.why')}
            required
            data-autofocus
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
        ) : (
          <>
            <TextInput
              label={t('task.took')}
              description={hasTimer ? t('task.tookTimer') : undefined}
              inputMode="decimal"
              required={!hasTimer}
              data-autofocus
              value={minutes}
              onChange={(event) => setMinutes(event.currentTarget.value)}
            />
            <TextInput
              label={t('task.felt', { arm: task.arm === 'A' ? trial.b : trial.a })}
              description={t('task.feltNote')}
              inputMode="decimal"
              value={felt}
              onChange={(event) => setFelt(event.currentTarget.value)}
            />
            <Select
              label={t('task.accepted')}
              data={[
                { value: 'yes', label: t('task.yes') },
                { value: 'no', label: t('task.no') },
              ]}
              clearable
              value={accepted}
              onChange={setAccepted}
            />
            {company.data && (
              <AmountInput
                label={t('task.cost', { currency: company.data.currency })}
                description={t('task.costNote')}
                currency={company.data.currency}
                value={cost}
                onChange={setCost}
              />
            )}
          </>
        )}
        {error && <FailureNotice error={error} />}
        <div>
          <Button type="submit" loading={done.isPending || drop.isPending}>
            {t('shell:actions.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
