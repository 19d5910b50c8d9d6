import { Button, Group, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trialKind, trialsNew, trialsPlan } from '../../../contract/trials.ts';
import { toldBy } from '../../../core/trials/trial-plan.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { goTo } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

type Kind = (typeof trialKind.options)[number];

/** Plans a trial: what is tried against what, how many tasks, and the text that people agree to. */
export function NewTrial({
  tasks: suggested,
  onClose,
}: {
  readonly tasks: number;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('trials');
  const plan = useChange(trialsNew);
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Kind>('ai');
  const [a, setA] = useState(t('new.withAi'));
  const [b, setB] = useState(t('new.withoutAi'));
  const [tasks, setTasks] = useState(String(suggested));
  const [consent, setConsent] = useState(t('new.consentText'));
  return (
    <Modal opened onClose={onClose} title={t('new.title')} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          plan.mutate(
            { name: name.trim(), kind, a, b, tasks: Number(tasks), consent },
            {
              onSuccess: () => {
                onClose();
                goTo('trials', name.trim());
              },
            },
          );
        }}
        style={{ display: 'grid', gap: 10 }}
      >
        <TextInput
          label={t('column.name')}
          required
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('new.kind')}
          data={trialKind.options.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
          allowDeselect={false}
          value={kind}
          onChange={(value) => {
            const chosen = trialKind.options.find((one) => one === value) ?? kind;
            // What is tried is asked anew, unless it was typed already.
            const isUntouched = (text: string, key: 'withAi' | 'withoutAi') =>
              text === '' || text === t(`new.${key}`);
            if (isUntouched(a, 'withAi')) setA(chosen === 'ai' ? t('new.withAi') : '');
            if (isUntouched(b, 'withoutAi')) setB(chosen === 'ai' ? t('new.withoutAi') : '');
            setKind(chosen);
          }}
        />
        <Group grow>
          <TextInput
            label={t('new.a')}
            required
            value={a}
            onChange={(event) => setA(event.currentTarget.value)}
          />
          <TextInput
            label={t('new.b')}
            required
            value={b}
            onChange={(event) => setB(event.currentTarget.value)}
          />
        </Group>
        <TextInput
          label={t('new.tasks')}
          description={<Tells tasks={Number(tasks)} />}
          inputMode="numeric"
          required
          value={tasks}
          onChange={(event) => setTasks(event.currentTarget.value)}
        />
        <Textarea
          label={t('new.consent')}
          description={t('new.consentNote')}
          required
          autosize
          minRows={5}
          value={consent}
          onChange={(event) => setConsent(event.currentTarget.value)}
        />
        {plan.error && <FailureNotice error={plan.error} />}
        <div>
          <Button type="submit" loading={plan.isPending}>
            {t('new.do')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** What so many tasks tell 8 times in 10; fewer need a larger effect. */
function Tells({ tasks }: { readonly tasks: number }) {
  const { t } = useTranslation('trials');
  const formats = useFormats();
  const plan = useAnswer(trialsPlan, { effect: -50 });
  if (!plan.data || !Number.isInteger(tasks) || tasks < 1) return null;
  const { faster, slower } = toldBy(tasks, plan.data.sigma);
  return t('new.tells', { faster: formats.change(faster), slower: formats.change(slower) });
}
