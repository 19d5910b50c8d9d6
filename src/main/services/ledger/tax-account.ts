import type { ledgerSettings, ledgerTaxAccount } from '../../../contract/ledger.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { isSameRate, TAX_SETTINGS } from '../../../core/ledger/ledger-rules.ts';
import {
  isPercent,
  ledgerAccountText,
  parseLedgerAccount,
  parseTaxAccounts,
} from '../../../core/ledger/ledger-text.ts';
import { ledgerValue } from '../../../core/ledger/set-rules.ts';
import { setSetting } from '../company/company.ts';
import { type Context, settingOf } from '../context.ts';
import { showLedgerSettings } from './agreements.ts';

/**
 * Names the ledger account of one rate of tax, where it was missed; the setting keeps its other rates.
 * `setting_refused` where the rate or the account is none.
 */
export function setTaxAccount(
  context: Context,
  { role, rate, account }: InputOf<typeof ledgerTaxAccount>,
): OutputOf<typeof ledgerSettings> {
  const setting = TAX_SETTINGS[role];
  const plain = rate.replace('%', '').trim();
  const made = parseLedgerAccount(account);
  if (!isPercent(plain) || !made) {
    const value = isPercent(plain) ? account : rate;
    throw new Failure(
      'setting_refused',
      `${setting} takes a rate and an account, not "${value}".`,
      {
        ...{ key: setting, value },
        expects: "a rate such as 16, and an account's code and name",
      },
    );
  }
  const held = parseTaxAccounts(ledgerValue((key) => settingOf(context, key), setting)) ?? [];
  const others = held.filter((one) => !isSameRate(one.rate, plain));
  const value = [...others, { rate: plain, account: made }]
    .map((one) => `${one.rate} = ${ledgerAccountText(one.account)}`)
    .join('; ');
  setSetting(context, { key: setting, value });
  return showLedgerSettings(context);
}
