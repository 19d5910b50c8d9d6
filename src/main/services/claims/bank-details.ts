import type { claimsBank, claimsBankSet } from '../../../contract/claims.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { PayeeAccount } from '../../../core/claims/payout-batch.ts';
import { Failure } from '../../../core/failure.ts';
import { audit } from '../../book/audit.ts';
import { plainIban } from '../../exports/payouts/iban.ts';
import type { Context } from '../context.ts';
import { heldPeople, personByEmail, personShape } from '../people/people.ts';
import { refuseAccount } from './claim-policy.ts';

/** Where each person's money goes, as far as it is known. */
export function bankAccounts({ book }: Context): Map<number, PayeeAccount> {
  return new Map(book.payouts.accounts().map(({ personId, ...account }) => [personId, account]));
}

/** Bank details by name. */
export function listBank(context: Context): OutputOf<typeof claimsBank> {
  const accounts = bankAccounts(context);
  return {
    accounts: heldPeople(context.book).flatMap((person) => {
      const account = accounts.get(person.id);
      return account ? [{ person: personShape(person), ...account }] : [];
    }),
  };
}

/** Keeps a person's bank details. The trail holds the last four characters of an account, no more. */
export function setBank(
  context: Context,
  input: InputOf<typeof claimsBankSet>,
): OutputOf<typeof claimsBank> {
  const { book } = context;
  const person = personByEmail(book, input.person);
  const account: PayeeAccount = {
    holder: input.holder,
    iban: input.iban ? plainIban(input.iban) : null,
    bic: input.bic ? plainIban(input.bic) : null,
    accountNumber: input.accountNumber || null,
    bankName: input.bankName || null,
  };
  if (account.iban === null && account.accountNumber === null) {
    throw new Failure('bank_account_needed', 'Enter an IBAN or an account number.', {});
  }
  refuseAccount(account.holder, account.iban, account.bic);
  book.transaction(() => {
    const before = bankAccounts(context).get(person.id);
    book.payouts.setAccount({ ...account, personId: person.id });
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'set bank details',
      subject: person.email,
      detail: { before: before ? masked(before) : null, after: masked(account) },
    });
  });
  return listBank(context);
}

function masked(account: PayeeAccount): PayeeAccount {
  const end = (text: string | null): string | null => text && `…${text.slice(-4)}`;
  return { ...account, iban: end(account.iban), accountNumber: end(account.accountNumber) };
}
