import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { claimsBank, claimsBankSet } from '../../../contract/claims.ts';
import type { PersonDoc } from '../../../contract/company.ts';
import { useAnswer, useChange } from '../../ask.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
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
  const words = (
    id: string,
    head: string,
    text: (one: (typeof accounts)[number]) => string,
  ): DataColumn<(typeof accounts)[number]> => ({ id, head, text, sort: text });
  const columns = [
    words('person', t('shell:table.person'), (one) => one.person.name),
    words('holder', t('bank.holder'), (one) => one.holder),
    words(
      'account',
      t('bank.account'),
      ({ iban, accountNumber }) => `…${(iban ?? accountNumber ?? '').slice(-4)}`,
    ),
    words('bank', t('bank.bankName'), ({ bankName, bic }) => bankName ?? bic ?? '–'),
  ];
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
        <DataTable
          label={t('bank.title')}
          rows={accounts}
          columns={columns}
          rowKey={({ person: { email } }) => email}
          first={{ id: 'person', desc: false }}
          empty={null}
        />
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
