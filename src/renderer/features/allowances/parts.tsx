import { useTranslation } from 'react-i18next';
import { allowanceWhatIf } from '../../../contract/allowance-policy.ts';
import { allowanceLines, allowanceList, topUpList } from '../../../contract/allowances.ts';
import { forecastShow } from '../../../contract/budget.ts';
import type { Request } from '../../../contract/request.ts';
import { useMay } from '../../here.ts';
import { hrefOf } from '../../route.ts';

export const ALLOWANCE_PARTS = ['everyone', 'requests', 'rules', 'budget', 'what-if'] as const;
export type AllowancePart = (typeof ALLOWANCE_PARTS)[number];

/** What a part asks for: whoever may not ask it has no door to it. */
const NEEDS: Readonly<Record<AllowancePart, Pick<Request, 'name'>>> = {
  everyone: allowanceList,
  requests: topUpList,
  rules: allowanceLines,
  budget: forecastShow,
  'what-if': allowanceWhatIf,
};

export const needsOf = (part: AllowancePart): Pick<Request, 'name'> => NEEDS[part];

/** The doors to the parts of this screen. */
export function Parts({ current }: { readonly current: AllowancePart | null }) {
  const { t } = useTranslation('allowances');
  const may = useMay();
  const parts = ALLOWANCE_PARTS.filter((one) => may(NEEDS[one]));
  return (
    <div style={{ display: 'flex', gap: 14, flexWrap: 'wrap' }}>
      {parts.map((one) => (
        <a
          key={one}
          className="door"
          href={hrefOf('allowances', one)}
          aria-current={one === current ? 'page' : undefined}
          style={one === current ? { fontWeight: 600 } : undefined}
        >
          {t(`part.${one}`)}
        </a>
      ))}
    </div>
  );
}
