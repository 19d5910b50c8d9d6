import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccessDoc, accessPassphrase, accessSet } from '../../../contract/access.ts';
import { peopleList } from '../../../contract/company.ts';
import { ACCESS_LEVELS, type AccessLevel } from '../../../core/access/rights.ts';
import { useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useSecretRequest } from '../../use-secret-request.ts';
import { canBeSet, NOTHING_TYPED, PassphraseFields } from './passphrase-fields.tsx';

const OUTSIDE = 'outside';

/** Gives somebody access, with a passphrase where they are to have one. The first one is whoever sits here, as owner. */
export function GiveAccess({
  holders,
  onClose,
}: {
  readonly holders: AccessDoc['access'];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('access');
  const isFirst = holders.length === 0;
  const people = useAnswer(peopleList, {}).data?.people ?? [];
  const free = people.filter(({ email }) => !holders.some((one) => one.email === email));
  const teams = [...new Set(people.flatMap(({ team }) => team ?? []))].sort();
  const [who, setWho] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [level, setLevel] = useState<AccessLevel>(isFirst ? 'owner' : 'employee');
  const [team, setTeam] = useState<string | null>(null);
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const set = useSecretRequest(accessSet);
  const key = useSecretRequest(accessPassphrase);
  const isOutside = who === OUTSIDE;
  const isWhole =
    who !== null &&
    (!isOutside || (name.trim() !== '' && email.trim() !== '')) &&
    (typed === NOTHING_TYPED || canBeSet(typed) || (typed.first === '' && typed.again === ''));
  const submit = async (): Promise<void> => {
    const of = isOutside ? email.trim() : (who ?? '');
    const given = await set.send({
      email: of,
      level,
      ...(isOutside ? { name: name.trim() } : {}),
      ...(level === 'manager' && team !== null ? { team } : {}),
    });
    if (given === null) return;
    const keyed = typed.first === '' || (await key.send({ email: of, passphrase: typed.first }));
    setTyped(NOTHING_TYPED);
    if (keyed !== null) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t(isFirst ? 'first.title' : 'give')}>
      <form
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {isFirst && <p style={{ margin: '0 0 10px' }}>{t('first.text')}</p>}
        <Select
          label={t(isFirst ? 'first.who' : 'who')}
          data={[
            ...free.map((one) => ({ value: one.email, label: one.name })),
            { value: OUTSIDE, label: t('outsider') },
          ]}
          value={who}
          onChange={(value) => {
            setWho(value);
            setTeam(people.find((one) => one.email === value)?.team ?? null);
          }}
          searchable
          allowDeselect={false}
          required
          data-autofocus
        />
        {isOutside && (
          <Group grow mt="xs">
            <TextInput
              label={t('column.name')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              required
            />
            <TextInput
              label={t('email')}
              type="email"
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              required
            />
          </Group>
        )}
        {!isFirst && (
          <Select
            mt="xs"
            label={t('column.level')}
            description={t(`sees.${level}`)}
            data={ACCESS_LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))}
            value={level}
            onChange={(value) => setLevel(ACCESS_LEVELS.find((one) => one === value) ?? 'employee')}
            allowDeselect={false}
          />
        )}
        {level === 'manager' && (
          <Select
            mt="xs"
            label={t('teamOf')}
            data={teams}
            value={team}
            onChange={setTeam}
            required
          />
        )}
        <PassphraseFields
          typed={typed}
          onType={setTyped}
          note={t(isFirst ? 'first.passphrase' : 'passphrase.optional')}
        />
        {(set.error ?? key.error) && <FailureNotice error={(set.error ?? key.error) as Error} />}
        <Button type="submit" mt="md" loading={set.isPending || key.isPending} disabled={!isWhole}>
          {t(isFirst ? 'first.do' : 'give')}
        </Button>
      </form>
    </Modal>
  );
}
