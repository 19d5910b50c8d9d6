import type { ledgerAgree, ledgerSettings } from '../../../contract/ledger.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { PACK_KEYS, type PackKey } from '../../../core/ledger/packs.ts';
import { ASKED_KEYS, chosenPack, ledgerValue } from '../../../core/ledger/set-rules.ts';
import { audit } from '../../book/audit.ts';
import { type Context, settingOf } from '../context.ts';

/** A setting of the ledger as it is in force. */
function ledgerSettingOf(context: Context, key: string): string {
  const value = (one: string): string => settingOf(context, one);
  return (PACK_KEYS as readonly string[]).includes(key)
    ? ledgerValue(value, key as PackKey)
    : value(key);
}

/** Whether a setting was agreed with the accountant, with the value that is in force. */
export function agreedKeys(context: Context): (key: string) => boolean {
  const agreed = new Map(context.book.ledger.agreements().map(({ key, value }) => [key, value]));
  return (key) => agreed.get(key) === ledgerSettingOf(context, key);
}

/** The accountant's settings, what the chart proposes, and what was agreed. */
export function showLedgerSettings(context: Context): OutputOf<typeof ledgerSettings> {
  const agreements = new Map(context.book.ledger.agreements().map((one) => [one.key, one]));
  return {
    pack: chosenPack((key) => settingOf(context, key)),
    settings: ASKED_KEYS.map((key) => {
      const value = ledgerSettingOf(context, key);
      const agreed = agreements.get(key);
      return {
        key,
        value,
        isOwn: context.book.settings.value(key) !== undefined && settingOf(context, key) !== 'none',
        agreed:
          agreed && agreed.value === value
            ? { with: agreed.agreedWith, day: agreed.day, who: agreed.who }
            : null,
      };
    }),
  };
}

/** Notes that settings were agreed as they are in force, with whom and today; without a name takes it back. */
export function agreeSettings(
  context: Context,
  { keys, with: agreedWith }: InputOf<typeof ledgerAgree>,
): OutputOf<typeof ledgerSettings> {
  const { book } = context;
  return book.transaction(() => {
    for (const key of keys) {
      if (!ASKED_KEYS.includes(key)) {
        throw new Failure('setting_unknown', `There is no setting ${key} of the ledger.`, { key });
      }
      const value = ledgerSettingOf(context, key);
      if (!agreedWith) book.ledger.disagree(key);
      else book.ledger.agree({ key, value, agreedWith, day: context.today(), who: context.who });
      audit(book, {
        at: context.now(),
        who: context.who,
        action: agreedWith ? 'agree setting' : 'take agreement back',
        subject: key,
        detail: { value, with: agreedWith },
      });
    }
    return showLedgerSettings(context);
  });
}
