import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invoicesSpread, type ReconciledAccount } from '../../../contract/invoices.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import { addDays } from '../../../core/calendar.ts';
import { useChange } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { AccountCharges } from './account-charges.tsx';

type Part = ReconciledAccount['parts'][number];

/** One account's billing period: its invoices, its charges, and why they differ. */
export function AccountCard({
  one,
  id,
}: {
  readonly one: ReconciledAccount;
  /** By which the summary leads here. */
  readonly id: string;
}) {
  const { t } = useTranslation('reconciliation');
  const formats = useFormats();
  const [open, setOpen] = useState<'charges' | 'late' | null>(null);
  const { from, to } = one.period;
  const label = `${one.account}, ${formats.day(from)} – ${formats.day(to)}`;
  return (
    <section id={id} tabIndex={-1} className="card scroll-x" aria-label={label}>
      <h2>{label}</h2>
      <Figures one={one} open={open} onOpen={setOpen} />
      {open === 'charges' && <AccountCharges account={one.account} from={from} to={to} />}
      {open === 'late' && (
        <AccountCharges account={one.account} from={addDays(to, 1)} to={one.lateUntil} />
      )}
      <p className="dim" style={{ margin: '8px 0 0', maxWidth: '84ch' }}>
        {!one.posted && <span className="warn">{t('waitsForRate')} </span>}
        {one.inMonth && t('inMonth', { amount: formats.money(one.inMonth.variance) })}{' '}
        {one.drawsOnCredits && t('drawsOnCredits')}
      </p>
      {one.parts.length > 0 && <Spread one={one} />}
    </section>
  );
}

/** The figures in the invoices' currency, and beside them in base currency where that is another. */
function Figures({
  one,
  open,
  onOpen,
}: {
  readonly one: ReconciledAccount;
  readonly open: 'charges' | 'late' | null;
  readonly onOpen: (open: 'charges' | 'late' | null) => void;
}) {
  const { t } = useTranslation('reconciliation');
  const base = one.base && one.base.variance.currency !== one.variance.currency ? one.base : null;
  const codes = [...new Set([...one.parts, ...(base?.parts ?? [])].map((part) => part.code))];
  const amountOf = (parts: readonly Part[] | undefined, code: Part['code']) =>
    parts?.find((part) => part.code === code)?.amount ?? null;
  return (
    <table className="table">
      {base && (
        <thead>
          <tr>
            <th>{t('row.what')}</th>
            <th className="figure">{t('row.asBilled')}</th>
            <th className="figure">{t('row.inBase')}</th>
          </tr>
        </thead>
      )}
      <tbody>
        <tr>
          <td>
            {t('row.invoice')}{' '}
            {one.invoices.map(({ id, number }) => (
              <a key={id} className="door" href={hrefOf('invoices', String(id))}>
                {number ?? id}{' '}
              </a>
            ))}
          </td>
          <Amounts amount={one.invoice} base={base?.invoice} />
        </tr>
        <tr>
          <td>
            <button
              type="button"
              className="door"
              aria-expanded={open === 'charges'}
              onClick={() => onOpen(open === 'charges' ? null : 'charges')}
            >
              {t('row.charges')}
            </button>
          </td>
          <Amounts amount={one.charges} base={base?.charges} />
        </tr>
        <tr style={{ fontWeight: 600 }}>
          <td>
            {t('row.variance')}
            <Explained word="reconciliation" />
          </td>
          <Amounts amount={one.variance} base={base?.variance} />
        </tr>
        {codes.map((code) => (
          <tr key={code}>
            <td className={code === 'unexplained' ? 'warn' : 'dim'} style={{ paddingLeft: 18 }}>
              {code === 'unexplained' ? '? ' : ''}
              {code === 'late-usage' ? (
                <button
                  type="button"
                  className="door"
                  aria-expanded={open === 'late'}
                  onClick={() => onOpen(open === 'late' ? null : 'late')}
                >
                  {t(`part.${code}`)}
                </button>
              ) : (
                t(`part.${code}`)
              )}
            </td>
            <Amounts
              amount={amountOf(one.parts, code)}
              base={base ? amountOf(base.parts, code) : undefined}
            />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `undefined` is no column, `null` nothing in it. */
function Amounts({
  amount: told,
  base,
}: {
  readonly amount: MoneyShape | null;
  readonly base: MoneyShape | null | undefined;
}) {
  const formats = useFormats();
  const shown = (amount: MoneyShape | null): string => (amount ? formats.money(amount) : '–');
  return (
    <>
      <td className="figure">{shown(told)}</td>
      {base !== undefined && <td className="figure">{shown(base)}</td>}
    </>
  );
}

function Spread({ one }: { readonly one: ReconciledAccount }) {
  const { t } = useTranslation('reconciliation');
  const spread = useChange(invoicesSpread);
  return (
    <>
      <Select
        mt="xs"
        maw={340}
        label={t('spread.label')}
        data={['unassigned', 'by-use'].map((value) => ({ value, label: t(`spread.${value}`) }))}
        value={one.spread}
        allowDeselect={false}
        onChange={(value) =>
          spread.mutate({
            account: one.account,
            spread: value === 'by-use' ? 'by-use' : 'unassigned',
          })
        }
      />
      {spread.error && <FailureNotice error={spread.error} />}
    </>
  );
}
