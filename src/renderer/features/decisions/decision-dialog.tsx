import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { companyShow } from '../../../contract/company.ts';
import { decisionsAdd } from '../../../contract/decisions.ts';
import type { VerdictDoc } from '../../../contract/month.ts';
import { spendMonths } from '../../../contract/spend-months.ts';
import { addMonths, firstDay } from '../../../core/calendar.ts';
import { DECISION_KINDS, type DecisionKind } from '../../../core/decisions/decision.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useLatestMonth } from '../../ui/page.tsx';

const BY_ADVICE: Readonly<Record<VerdictDoc['advice']['code'], DecisionKind>> = {
  keep: 'keep',
  raise: 'raise',
  trim: 'trim',
  talk: 'talk',
  'log-output': 'talk',
};

/** Records what is decided on a seat, beginning with what its verdict names. */
export function DecisionDialog({
  verdict,
  month,
  onClose,
}: {
  readonly verdict: VerdictDoc;
  readonly month: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('decisions');
  const { person, advice } = verdict;
  const company = useAnswer(companyShow, {});
  const latest = useLatestMonth();
  const tools = useAnswer(spendMonths, { month, by: 'tool', person: person.email });
  const add = useChange(decisionsAdd);
  const [kind, setKind] = useState<DecisionKind>(BY_ADVICE[advice.code]);
  const [tool, setTool] = useState<string | null>(null);
  const [to, setTo] = useState(advice.amount?.amount ?? '');
  const [expected, setExpected] = useState('');
  const [from, setFrom] = useState(firstDay(addMonths(latest ?? month, 1)));
  const [isHandedOn, setHandedOn] = useState(false);
  const [withAllowance, setWithAllowance] = useState(true);
  const [why, setWhy] = useState('');
  const currency = company.data?.currency ?? verdict.spend.currency;
  const hasAmount = kind === 'trim' || kind === 'raise';
  const isSwitch = kind === 'switch-tool' || kind === 'switch-model';
  return (
    <Modal opened onClose={onClose} title={t('dialog.title', { name: person.name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(
            {
              kind,
              person: person.email,
              month,
              from,
              why,
              ...(tool === null ? {} : { tool }),
              ...(hasAmount ? { to, setAllowance: withAllowance && tool === null } : {}),
              ...(isSwitch && expected !== '' ? { expected } : {}),
              ...(kind === 'end' ? { handedOn: isHandedOn } : {}),
            },
            {
              onSuccess: () => {
                notifications.show({ message: t('dialog.done', { name: person.name }) });
                onClose();
              },
            },
          );
        }}
        style={{ display: 'grid', gap: 10 }}
      >
        <Select
          label={t('dialog.kind')}
          data={DECISION_KINDS.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
          allowDeselect={false}
          data-autofocus
          value={kind}
          onChange={(value) => setKind(DECISION_KINDS.find((one) => one === value) ?? kind)}
        />
        <Select
          label={t('dialog.scope')}
          placeholder={t('dialog.seat')}
          clearable
          data={(tools.data?.lines ?? []).flatMap(({ name }) => (name === null ? [] : [name]))}
          value={tool}
          onChange={setTool}
        />
        {hasAmount && (
          <AmountInput
            label={t('dialog.to', { currency })}
            required
            currency={currency}
            value={to}
            onChange={setTo}
          />
        )}
        {hasAmount && tool === null && (
          <Checkbox
            label={t('dialog.allowance')}
            checked={withAllowance}
            onChange={(event) => setWithAllowance(event.currentTarget.checked)}
          />
        )}
        {isSwitch && (
          <AmountInput
            label={t('dialog.expected', { currency })}
            currency={currency}
            mayBeNegative
            value={expected}
            onChange={setExpected}
          />
        )}
        {kind === 'end' && (
          <Checkbox
            label={t('dialog.handedOn')}
            checked={isHandedOn}
            onChange={(event) => setHandedOn(event.currentTarget.checked)}
          />
        )}
        <DayInput label={t('dialog.from')} required value={from} onChange={setFrom} />
        <TextInput
          label={t('why')}
          description={t('dialog.whyNote')}
          required
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <p className="dim small-note" style={{ margin: 0 }}>
          {t('dialog.note')}
        </p>
        {add.error && <FailureNotice error={add.error} />}
        <div>
          <Button type="submit" loading={add.isPending} disabled={why.trim() === ''}>
            {t('dialog.record')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
