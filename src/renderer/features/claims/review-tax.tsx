import { Button, Checkbox, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimDoc, claimsTax } from '../../../contract/claims.ts';
import { useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useBy } from './acting-as.tsx';

type Line = ClaimDoc['lines'][number];

/** What the receipt of a line says of its tax, and a way to correct it before the claim is decided on. */
export function ReviewTax({ claim, line }: { readonly claim: ClaimDoc; readonly line: Line }) {
  const { t } = useTranslation('claims');
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const { tax, taxRate, inCompanyName } = line;
  return (
    <div>
      <span className="dim">
        {tax === null
          ? t('tax.none')
          : t(inCompanyName ? 'tax.recoverable' : 'tax.personal', {
              tax: formats.money(tax),
              rate: taxRate,
            })}
      </span>{' '}
      {claim.state === 'submitted' && (
        <button
          type="button"
          className="door"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t('tax.correct')}
        </button>
      )}
      {isOpen && <TaxForm claim={claim} line={line} onDone={() => setOpen(false)} />}
    </div>
  );
}

function TaxForm({
  claim,
  line,
  onDone,
}: {
  readonly claim: ClaimDoc;
  readonly line: Line;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation('claims');
  const by = useBy();
  const save = useChange(claimsTax);
  const [tax, setTax] = useState(line.tax?.amount ?? '');
  const [taxRate, setTaxRate] = useState(line.taxRate ?? '');
  const [inCompanyName, setInCompanyName] = useState(line.inCompanyName);
  return (
    <form
      style={{ margin: '6px 0' }}
      onSubmit={(event) => {
        event.preventDefault();
        const typed = { tax: tax || null, taxRate: taxRate || null, inCompanyName };
        save.mutate({ id: claim.id, line: line.line, ...typed, ...by }, { onSuccess: onDone });
      }}
    >
      <Group gap={8} align="end">
        <AmountInput
          w={110}
          label={t('field.tax')}
          currency={line.amount.currency}
          value={tax}
          onChange={setTax}
        />
        <AmountInput
          w={90}
          label={t('field.taxRate')}
          currency={null}
          value={taxRate}
          onChange={setTaxRate}
        />
        <Checkbox
          label={t('field.inCompanyName')}
          checked={inCompanyName}
          onChange={(event) => setInCompanyName(event.currentTarget.checked)}
          mb={8}
        />
        <Button type="submit" variant="default" loading={save.isPending}>
          {t('tax.save')}
        </Button>
      </Group>
      {save.error && <FailureNotice error={save.error} />}
    </form>
  );
}
