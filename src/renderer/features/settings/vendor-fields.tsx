import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type VendorDoc, vendorsSet } from '../../../contract/ledger.ts';
import { useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';

const VENDOR_FIELDS = [
  'legalName',
  'country',
  'vatId',
  'creditor',
  'expenseAccount',
  'taxKey',
] as const satisfies readonly (keyof VendorDoc)[];

/** What the accountant keeps of a vendor; each field is saved when it is left. */
export function VendorFields({ vendor }: { readonly vendor: VendorDoc }) {
  const { t } = useTranslation('invoices');
  const save = useChange(vendorsSet);
  const field = (name: (typeof VENDOR_FIELDS)[number] | 'terms', value: string) => (
    <TextInput
      key={name}
      label={t(`vendor.${name}`)}
      defaultValue={value}
      onBlur={(event) => {
        const next = event.currentTarget.value.trim();
        if (next !== value) save.mutate({ name: vendor.name, [name]: next });
      }}
    />
  );
  return (
    <>
      {save.error && <FailureNotice error={save.error} />}
      <div className="fields">
        {VENDOR_FIELDS.map((name) => field(name, vendor[name] ?? ''))}
        {field('terms', vendor.terms === null ? '' : String(vendor.terms))}
      </div>
    </>
  );
}
