import { BudgetPart } from './budget-part.tsx';
import { EveryonePart } from './everyone-part.tsx';
import { ALLOWANCE_PARTS } from './parts.tsx';
import { PersonAllowances } from './person-allowances.tsx';
import { RequestsPart } from './requests-part.tsx';
import { RulesPart } from './rules-part.tsx';
import { WhatIfPart } from './what-if-part.tsx';

/** What people may spend: who stands where, requests, the rules, the yearly budget, policies tried out. */
export function AllowancesScreen({ itemKey }: { readonly itemKey: string | null }) {
  if (itemKey?.startsWith('person:')) {
    return <PersonAllowances email={itemKey.slice('person:'.length)} />;
  }
  switch (ALLOWANCE_PARTS.find((one) => one === itemKey)) {
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
