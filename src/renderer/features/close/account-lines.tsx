import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LedgerMonthDoc } from '../../../contract/ledger.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import { hrefOf } from '../../route.ts';
import { useFormats } from '../../ui/format.ts';

type Account = LedgerMonthDoc['accounts'][number];
type Entry = LedgerMonthDoc['entries'][number];

const isNothing = (money: MoneyShape): boolean => /^0(\.0+)?$/.test(money.amount);

/** The trial balance of the ledger accounts that a month touches; each opens the entries it is made of. */
export function AccountLines({ ledger }: { readonly ledger: LedgerMonthDoc }) {
  const { t } = useTranslation('close');
  const { accounts, currency } = ledger;
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t('toLedger.code')}</th>
          <th>{t('toLedger.account')}</th>
          <th className="figure">{t('toLedger.debit', { currency })}</th>
          <th className="figure">{t('toLedger.credit', { currency })}</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <AccountRow
            key={`${account.code} ${account.name}`}
            account={account}
            entries={ledger.entries}
          />
        ))}
      </tbody>
    </table>
  );
}

function AccountRow({
  account,
  entries,
}: {
  readonly account: Account;
  readonly entries: readonly Entry[];
}) {
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const { code, name, debit, credit } = account;
  const side = (money: MoneyShape): string => (isNothing(money) ? '' : formats.amount(money));
  const isOfIt = (one: Entry['lines'][number]): boolean => one.code === code && one.name === name;
  const lines = isOpen
    ? entries.flatMap((entry) => entry.lines.filter(isOfIt).map((line) => ({ entry, line })))
    : [];
  return (
    <>
      <tr>
        <td>{code ?? ''}</td>
        <td>
          <button
            type="button"
            className="door"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? '▾' : '▸'} {name}
          </button>
        </td>
        <td className="figure">{side(debit)}</td>
        <td className="figure">{side(credit)}</td>
      </tr>
      {lines.map(({ entry, line }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry may touch an account twice alike
        <tr key={`${entry.number} ${index}`} className="dim">
          <td style={{ whiteSpace: 'nowrap' }}>{entry.number}</td>
          <td style={{ paddingLeft: 24 }}>
            {formats.day(entry.day)} · <EntryDoor entry={entry} />
          </td>
          <td className="figure">{side(line.debit)}</td>
          <td className="figure">{side(line.credit)}</td>
        </tr>
      ))}
    </>
  );
}

/** An entry's text, which opens the invoice or the claims that it is of. */
function EntryDoor({ entry: { text, document, kind } }: { readonly entry: Entry }) {
  const isClaim = kind.startsWith('claim') || document?.startsWith('claim-');
  const href = document?.startsWith('invoice-')
    ? hrefOf('invoices', document.replace('invoice-', ''))
    : isClaim
      ? hrefOf('claims', 'payouts')
      : null;
  if (href === null) return text;
  return (
    <a className="door" href={href}>
      {text}
    </a>
  );
}
