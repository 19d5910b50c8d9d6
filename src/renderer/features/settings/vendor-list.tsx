import { Button, Group, TextInput } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { vendorsList, vendorsRemove, vendorsSet } from '../../../contract/ledger.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { VendorFields } from './vendor-fields.tsx';

/** Everybody who is kept as a vendor or whom an invoice names; one of them open to be changed. */
export function VendorList() {
  const { t } = useTranslation(['settings', 'invoices']);
  const answer = useAnswer(vendorsList, {});
  const add = useChange(vendorsSet, () => setName(''));
  const remove = useChange(vendorsRemove, () => setOpen(null));
  const [open, setOpen] = useState<string | null>(null);
  const [name, setName] = useState('');
  if (answer.isPending) return <PartSkeleton height={160} />;
  const vendors = answer.data?.vendors ?? [];
  return (
    <section className="card scroll-x" aria-label={t('vendors.title')}>
      <h2>{t('vendors.title')}</h2>
      <p className="dim" style={{ margin: '0 0 10px', maxWidth: '80ch' }}>
        {t('vendors.text')}
      </p>
      {answer.error && <FailureNotice error={answer.error} />}
      {vendors.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th>{t('vendors.name')}</th>
              <th>{t('vendors.country')}</th>
              <th>{t('invoices:vendor.vatId')}</th>
              <th>{t('invoices:vendor.creditor')}</th>
              <th>{t('invoices:vendor.expenseAccount')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {vendors.map((vendor) => (
              <Fragment key={vendor.name}>
                <tr>
                  <td>
                    {vendor.name}
                    {vendor.legalName !== null && <div className="dim">{vendor.legalName}</div>}
                  </td>
                  <td>{vendor.country ?? <Missing />}</td>
                  <td>{vendor.vatId ?? ''}</td>
                  <td>{vendor.creditor ?? <Missing />}</td>
                  <td>{vendor.expenseAccount ?? ''}</td>
                  <td className="figure">
                    <button
                      type="button"
                      className="door"
                      aria-expanded={open === vendor.name}
                      aria-label={t('vendors.changeNamed', { name: vendor.name })}
                      onClick={() => setOpen(open === vendor.name ? null : vendor.name)}
                    >
                      {t('vendors.change')}
                    </button>
                  </td>
                </tr>
                {open === vendor.name && (
                  <tr>
                    <td colSpan={6}>
                      <VendorFields key={JSON.stringify(vendor)} vendor={vendor} />
                      <p style={{ margin: '8px 0 0' }}>
                        <button
                          type="button"
                          className="door"
                          onClick={() => remove.mutate({ name: vendor.name })}
                        >
                          {t('vendors.forget')}
                        </button>{' '}
                        <span className="dim">{t('vendors.forgetText')}</span>
                      </p>
                      {remove.error && <FailureNotice error={remove.error} />}
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const made = name.trim();
          add.mutate({ name: made }, { onSuccess: () => setOpen(made) });
        }}
      >
        <Group align="end" mt="sm">
          <TextInput
            label={t('vendors.new')}
            w={260}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            disabled={name.trim() === ''}
            loading={add.isPending}
          >
            {t('vendors.add')}
          </Button>
        </Group>
        {add.error && <FailureNotice error={add.error} />}
      </form>
    </section>
  );
}

function Missing() {
  const { t } = useTranslation('settings');
  return <span className="dim">{t('vendors.missing')}</span>;
}
