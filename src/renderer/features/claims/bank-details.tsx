import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { claimsBank, claimsBankSet } from '../../../contract/claims.ts';
import type { PersonDoc } from '../../../contract/company.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';

const EMPTY = { holder: '', iban: '', bic: '', accountNumber: '', bankName: '' } as const;
type Fields = Record<keyof typeof EMPTY, string>;

/** Where people's money goes; an account is shown by its last four characters. */
export function BankDetails({ people }: { readonly people: readonly PersonDoc[] }) {
  const { t } = useTranslation(['claims', 'shell']);
  const answer = useAnswer(claimsBank, {});
  const save = useChange(claimsBankSet);
  const [person, setPerson] = useState<string | null>(null);
  const [fields, setFields] = useState<Fields>(EMPTY);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={160} />;
  const { accounts } = answer.data;
  const choose = (email: string | null): void => {
    const held = accounts.find((one) => one.person.email === email);
    const name = people.find((one) => one.email === email)?.name ?? '';
    setPerson(email);
    setFields({
      holder: held?.holder ?? name,
      iban: held?.iban ?? '',
      bic: held?.bic ?? '',
      accountNumber: held?.accountNumber ?? '',
      bankName: held?.bankName ?? '',
    });
  };
  const field = (name: keyof Fields) => ({
    label: t(`bank.${name}`),
    value: fields[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setFields({ ...fields, [name]: event.currentTarget.value }),
  });
  return (
    <section className="card">
      <h2>{t('bank.title')}</h2>
      {accounts.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th>{t('shell:table.person')}</th>
              <th>{t('bank.holder')}</th>
              <th>{t('bank.account')}</th>
              <th>{t('bank.bankName')}</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map((one) => (
              <tr key={one.person.email}>
                <td>{one.person.name}</td>
                <td>{one.holder}</td>
                <td>…{(one.iban ?? one.accountNumber ?? '').slice(-4)}</td>
                <td>{one.bankName ?? one.bic ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <form
        style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'end', marginTop: 8 }}
        onSubmit={(event) => {
          event.preventDefault();
          if (person === null) return;
          save.mutate(
            {
              person,
              holder: fields.holder,
              iban: fields.iban || null,
              bic: fields.bic || null,
              accountNumber: fields.accountNumber || null,
              bankName: fields.bankName || null,
            },
            { onSuccess: () => choose(null) },
          );
        }}
      >
        <Select
          label={t('shell:table.person')}
          data={people.map((one) => ({ value: one.email, label: one.name }))}
          value={person}
          onChange={choose}
          searchable
          required
          w={190}
        />
        <TextInput required w={190} {...field('holder')} />
        <TextInput w={230} {...field('iban')} />
        <TextInput w={130} {...field('bic')} />
        <TextInput w={180} {...field('accountNumber')} />
        <TextInput w={170} {...field('bankName')} />
        <Button type="submit" variant="default" loading={save.isPending}>
          {t('shell:actions.save')}
        </Button>
      </form>
      {save.error && <FailureNotice error={save.error} />}
    </section>
  );
}
