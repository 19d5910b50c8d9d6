import { useTranslation } from 'react-i18next';
import type { SignalDoc } from '../../../contract/signals.ts';
import { hrefOf } from '../../route.ts';

/** Where what a signal asks is done: the licence given or ended, an allowance set, a claim looked at. */
export function SignalAct({ signal }: { readonly signal: SignalDoc }) {
  const { t } = useTranslation('signals');
  const found = actOf(signal);
  return (
    found && (
      <a className="act" href={found.href}>
        {t(`act.${found.verb}`)}
      </a>
    )
  );
}

type Verb = 'licence' | 'allowance' | 'seat' | 'claim' | 'account' | 'model';

function actOf({ code, person }: SignalDoc): { readonly verb: Verb; readonly href: string } | null {
  const seat = person === null ? null : hrefOf('seats', person.email);
  switch (code) {
    case 'unused-seat':
    case 'two-tools-one-job':
      return { verb: 'licence', href: hrefOf('people', 'plans') };
    case 'claim-beside-seat':
      return { verb: 'claim', href: hrefOf('claims', 'review') };
    case 'spend-up-output-flat':
      return seat === null ? null : { verb: 'seat', href: seat };
    case 'burst':
    case 'around-the-clock':
    case 'period-end-rush':
    case 'amount-reached':
      return person && { verb: 'allowance', href: hrefOf('allowances', `person:${person.email}`) };
    case 'flagship-for-short-work':
      return seat === null ? null : { verb: 'model', href: seat };
    default:
      return { verb: 'account', href: hrefOf('accounts') };
  }
}
