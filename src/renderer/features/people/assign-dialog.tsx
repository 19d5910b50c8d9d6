import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identitiesAssign, type PersonDoc } from '../../../contract/company.ts';
import { useChange } from '../../ask.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';

type Share = { readonly email: string; readonly percent: string };

/** Assigns an identity by dates, or splits it by percentages when a key is shared. */
export function AssignDialog({
  identity,
  people,
  onClose,
}: {
  readonly identity: { readonly identity: string; readonly source: string };
  readonly people: readonly PersonDoc[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['people', 'shell']);
  const assign = useChange(identitiesAssign);
  const [shares, setShares] = useState<readonly Share[]>([{ email: '', percent: '100' }]);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const change = (index: number, changed: Partial<Share>): void =>
    setShares(shares.map((share, at) => (at === index ? { ...share, ...changed } : share)));
  return (
    <Modal opened onClose={onClose} title={t('assign.title', { identity: identity.identity })}>
      {shares.map((share, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shares have no id before they are saved
        <Group key={index} grow mb="xs" align="end">
          <Select
            label={t('assign.person')}
            data={people.map((person) => ({ value: person.email, label: person.name }))}
            value={share.email || null}
            searchable
            onChange={(email) => change(index, { email: email ?? '' })}
          />
          <TextInput
            label={t('assign.percent')}
            value={share.percent}
            onChange={(event) => change(index, { percent: event.currentTarget.value })}
          />
        </Group>
      ))}
      <Button variant="default" onClick={() => setShares([...shares, { email: '', percent: '' }])}>
        {t('assign.more')}
      </Button>
      <Group grow mt="sm">
        <DayInput label={t('assign.from')} value={from} onChange={setFrom} />
        <DayInput label={t('assign.to')} value={to} onChange={setTo} />
      </Group>
      <p className="dim">{t('assign.note')}</p>
      {assign.error && <FailureNotice error={assign.error} />}
      <Button
        loading={assign.isPending}
        onClick={() =>
          assign.mutate(
            {
              identity: identity.identity,
              source: identity.source,
              shares: shares.filter((share) => share.email !== ''),
              from: from || null,
              to: to || null,
            },
            { onSuccess: onClose },
          )
        }
      >
        {t('shell:actions.save')}
      </Button>
    </Modal>
  );
}
