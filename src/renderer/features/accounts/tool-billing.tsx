import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { accountsBilling, type accountsList } from '../../../contract/accounts.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';

const CHOICES = ['auto', 'plan', 'use'] as const;

/** How the use of tools is billed whose rows name no account: files without one, and agent logs. */
export function ToolBilling({ tools }: Pick<OutputOf<typeof accountsList>, 'tools'>) {
  const { t } = useTranslation('accounts');
  const save = useChange(accountsBilling);
  if (tools.length === 0) return null;
  const data = CHOICES.map((value) => ({ value, label: t(`toolBilling.choice.${value}`) }));
  return (
    <section className="card scroll-x">
      <h2 className="card-title">{t('toolBilling.title')}</h2>
      <p className="dim">{t('toolBilling.text')}</p>
      <table className="table">
        <thead>
          <tr>
            <th>{t('toolBilling.tool')}</th>
            <th>{t('toolBilling.billing')}</th>
          </tr>
        </thead>
        <tbody>
          {tools.map(({ tool, billing }) => (
            <tr key={tool}>
              <td>{tool}</td>
              <td>
                <Select
                  aria-label={`${t('toolBilling.billing')}, ${tool}`}
                  data={data}
                  value={billing}
                  allowDeselect={false}
                  onChange={(value) => {
                    const chosen = CHOICES.find((one) => one === value);
                    if (chosen) save.mutate({ account: tool, billing: chosen });
                  }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {save.error && <FailureNotice error={save.error} />}
    </section>
  );
}
