import { useHere, useMay } from '../../here.ts';
import { BudgetPart } from './budget-part.tsx';
import { EveryonePart } from './everyone-part.tsx';
import { ALLOWANCE_PARTS, needsOf } from './parts.tsx';
import { PersonAllowances } from './person-allowances.tsx';
import { RequestsPart } from './requests-part.tsx';
import { RulesPart } from './rules-part.tsx';
import { WhatIfPart } from './what-if-part.tsx';

/** What people may spend: who stands where, requests, the rules, the yearly budget, policies tried out. */
export function AllowancesScreen({ itemKey }: { readonly itemKey: string | null }) {
  const may = useMay();
  const who = useHere(({ here }) => here?.who ?? null);
  if (itemKey?.startsWith('person:')) {
    return <PersonAllowances email={itemKey.slice('person:'.length)} />;
  }
  const part = ALLOWANCE_PARTS.find((one) => one === itemKey && may(needsOf(one)));
  // An employee comes for what is left of their own.
  if (part === undefined && who?.level === 'employee')
    return <PersonAllowances email={who.email} />;
  switch (part) {
    case 'requests':
      return <RequestsPart />;
    case 'rules':
      return <RulesPart />;
    case 'budget':
      return <BudgetPart />;
    case 'what-if':
      return <WhatIfPart />;
    default:
      return <EveryonePart />;
  }
}
