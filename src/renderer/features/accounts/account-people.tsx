import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type AccountDoc, accountsPeople } from '../../../contract/accounts.ts';
import { useChange } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';

/** Whom the account knows, and who of them is nobody's person yet. */
export function AccountPeople({ account }: { readonly account: AccountDoc }) {
  const { t } = useTranslation('accounts');
  const add = useChange(accountsPeople);
  const { memberList, newPeople } = account;
  if (memberList.length === 0) return null;
  return (
    <section className="card scroll-x">
      <h2>{t('people.title', { count: memberList.length })}</h2>
      {newPeople > 0 && (
        <p>
          {t('people.new', { count: newPeople })}{' '}
          <Button
            size="compact-sm"
            variant="default"
            loading={add.isPending}
            onClick={() => add.mutate({ account: account.name })}
          >
            {t('people.add')}
          </Button>
        </p>
      )}
      {add.error && <FailureNotice error={add.error} />}
      <table className="table">
        <thead>
          <tr>
            <th>{t('people.identity')}</th>
            <th>{t('people.name')}</th>
            <th>{t('people.email')}</th>
            <th>{t('people.person')}</th>
          </tr>
        </thead>
        <tbody>
          {memberList.map((one) => (
            <tr key={one.identity}>
              <td className="long">{one.identity}</td>
              <td>{one.name ?? '–'}</td>
              <td className="dim">{one.email ?? '–'}</td>
              <td>
                {one.person === null ? (
                  <a className="door" href={hrefOf('people', 'unassigned')}>
                    {t('people.nobody')}
                  </a>
                ) : (
                  <a className="door" href={hrefOf('seats', one.person)}>
                    {one.person}
                  </a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
