import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type InvoiceDoc, invoicesPaid, invoicesTax } from '../../../contract/invoices.ts';
import type { TaxLineDoc } from '../../../contract/ledger.ts';
import { TAX_KINDS, type TaxKind } from '../../../core/ledger/tax-line.ts';
import { useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { MonthInput } from '../../ui/month-input.tsx';
import { MissingTaxAccounts } from '../settings/missing-tax-accounts.tsx';
import { VendorFields } from '../settings/vendor-fields.tsx';

/** What the accountant needs of an invoice: its tax by rate, its vendor, the month, and what was paid. */
export function InTheBooks({ invoice }: { readonly invoice: InvoiceDoc }) {
  const { t } = useTranslation('invoices');
  const { books } = invoice;
  return (
    <section className="card scroll-x" aria-label={t('books.title')}>
      <h2>{t('books.title')}</h2>
      <TaxLines key={JSON.stringify(books.taxLines)} invoice={invoice} />
      <MissingTaxAccounts missing={books.taxAccountsMissing} />
      {books.vendorInBooks && (
        <>
          <h3 className="card-title" style={{ margin: '16px 0 4px' }}>
            {t('books.vendor', { name: books.vendorInBooks.name })}
          </h3>
          <VendorFields key={JSON.stringify(books.vendorInBooks)} vendor={books.vendorInBooks} />
        </>
      )}
      <Payments invoice={invoice} />
    </section>
  );
}

type Typed = { kind: TaxKind; rate: string; net: string; tax: string; recoverable: string };

const typedLine = ({ kind, rate, net, tax, recoverable }: TaxLineDoc): Typed => ({
  kind,
  rate,
  net: net.amount,
  tax: tax.amount,
  recoverable,
});

function TaxLines({ invoice }: { readonly invoice: InvoiceDoc }) {
  const { t } = useTranslation('invoices');
  const { books, id, currency } = invoice;
  const [lines, setLines] = useState<readonly Typed[]>(books.taxLines.map(typedLine));
  const save = useChange(invoicesTax);
  const change = (at: number, part: Partial<Typed>): void =>
    setLines(lines.map((line, index) => (index === at ? { ...line, ...part } : line)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ id, lines: [...lines] });
      }}
    >
      <p className="dim" style={{ margin: '0 0 8px' }}>
        {t(books.taxGiven ? 'books.taxGiven' : 'books.taxProposed')}
      </p>
      {save.error && <FailureNotice error={save.error} />}
      {lines.map((line, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other key
          key={at}
          style={{ display: 'flex', gap: 6, flexWrap: 'wrap', alignItems: 'end', marginBottom: 8 }}
        >
          <Select
            label={t('books.kind')}
            w={150}
            data={TAX_KINDS.map((value) => ({ value, label: t(`taxKind.${value}`) }))}
            value={line.kind}
            allowDeselect={false}
            onChange={(kind) =>
              change(at, { kind: TAX_KINDS.find((one) => one === kind) ?? line.kind })
            }
          />
          <AmountInput
            label={t('books.rate')}
            w={64}
            currency={null}
            value={line.rate}
            onChange={(rate) => change(at, { rate })}
          />
          <AmountInput
            label={t('field.net')}
            w={92}
            currency={currency}
            mayBeNegative
            value={line.net}
            onChange={(net) => change(at, { net })}
          />
          <AmountInput
            label={t('field.tax')}
            w={80}
            currency={currency}
            mayBeNegative
            value={line.tax}
            onChange={(tax) => change(at, { tax })}
          />
          <AmountInput
            label={t('books.recoverable')}
            w={92}
            currency={null}
            value={line.recoverable}
            onChange={(recoverable) => change(at, { recoverable })}
          />
          {lines.length > 1 && (
            <button
              type="button"
              className="door"
              onClick={() => setLines(lines.filter((_, index) => index !== at))}
            >
              {t('books.removeRate')}
            </button>
          )}
        </div>
      ))}
      <div style={{ display: 'flex', gap: 12, alignItems: 'end', flexWrap: 'wrap' }}>
        <MonthInput
          label={t('books.postingMonth')}
          w={170}
          value={books.postingMonth ?? ''}
          onChange={(postingMonth) => save.mutate({ id, postingMonth })}
        />
        <Button type="submit" variant="default" loading={save.isPending}>
          {t('books.saveTax')}
        </Button>
        <button
          type="button"
          className="door"
          onClick={() =>
            setLines([
              ...lines,
              { kind: 'domestic', rate: '', net: '', tax: '', recoverable: '100' },
            ])
          }
        >
          {t('books.addRate')}
        </button>
      </div>
    </form>
  );
}

function Payments({ invoice }: { readonly invoice: InvoiceDoc }) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const { books, id, currency } = invoice;
  const [typed, setTyped] = useState({ date: '', amount: '', base: '', fee: '' });
  const save = useChange(invoicesPaid, () => setTyped({ date: '', amount: '', base: '', fee: '' }));
  if (invoice.status !== 'posted') return null;
  const amount = typed.amount || (books.open?.amount ?? '');
  return (
    <>
      <h3 className="card-title" style={{ margin: '16px 0 4px' }}>
        {t('books.payments')}
      </h3>
      {books.payments.map((one) => (
        <p key={one.id} style={{ margin: '0 0 4px' }}>
          {t('books.paid', {
            day: formats.day(one.day),
            amount: formats.money(one.amount),
            base: formats.money(one.base),
            fee: formats.money(one.fee),
          })}
        </p>
      ))}
      <p style={{ margin: '0 0 8px' }}>
        {books.open && t('books.open', { amount: formats.money(books.open) })}
      </p>
      {save.error && <FailureNotice error={save.error} />}
      <form
        style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'end' }}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({
            id,
            date: typed.date,
            amount,
            ...(typed.base === '' ? {} : { base: typed.base }),
            ...(typed.fee === '' ? {} : { fee: typed.fee }),
          });
        }}
      >
        <DayInput
          required
          label={t('books.bankDay')}
          w={150}
          value={typed.date}
          onChange={(date) => setTyped({ ...typed, date })}
        />
        <AmountInput
          required
          label={t('books.amount', { currency: currency ?? '' })}
          w={120}
          currency={currency}
          mayBeNegative
          value={amount}
          onChange={(next) => setTyped({ ...typed, amount: next })}
        />
        <AmountInput
          label={t('books.base')}
          w={150}
          currency={null}
          mayBeNegative
          value={typed.base}
          onChange={(base) => setTyped({ ...typed, base })}
        />
        <AmountInput
          label={t('books.fee')}
          w={90}
          currency={null}
          value={typed.fee}
          onChange={(fee) => setTyped({ ...typed, fee })}
        />
        <Button type="submit" variant="default" loading={save.isPending}>
          {t('books.notePayment')}
        </Button>
      </form>
    </>
  );
}
