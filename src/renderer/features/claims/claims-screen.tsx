import { useTranslation } from 'react-i18next';
import {
  type ClaimDoc,
  claimsBatches,
  claimsDecide,
  claimsList,
  claimsPayCut,
  claimsPolicy,
  claimsSave,
  claimsTax,
} from '../../../contract/claims.ts';
import { type PersonDoc, peopleList } from '../../../contract/company.ts';
import type { OutputOf, Request } from '../../../contract/request.ts';
import { useAnswer, useLastingAnswer } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page } from '../../ui/page.tsx';
import { ActingAs, useBy } from './acting-as.tsx';
import { ClaimRules } from './claim-rules.tsx';
import { MyClaims } from './my-claims.tsx';
import { PayCut, PayCutSentence } from './pay-cut.tsx';
import { Payouts } from './payouts.tsx';
import { ReviewQueue } from './review-queue.tsx';

const PARTS = ['mine', 'review', 'payouts', 'pay-cut', 'rules'] as const;
type Part = (typeof PARTS)[number];

/** What a part is for: whoever may do none of it has no door to it. */
const NEEDS: Readonly<Record<Part, readonly Pick<Request, 'name'>[]>> = {
  mine: [claimsSave],
  review: [claimsDecide, claimsTax],
  payouts: [claimsBatches],
  'pay-cut': [claimsPayCut],
  rules: [claimsPolicy],
};

/** Claims: file one, decide on them, pay them back, the rules, and what people still carry themselves. */
export function ClaimsScreen({ itemKey }: { readonly itemKey: string | null }) {
  const { t } = useTranslation('claims');
  const [asked, claim] = itemKey?.split(':') ?? [];
  const may = useMay();
  const parts = PARTS.filter((one) => NEEDS[one].some(may));
  const part = parts.find((one) => one === asked) ?? 'mine';
  const people = useAnswer(peopleList, {});
  const answer = useLastingAnswer(claimsList, useBy());
  const error = people.error ?? answer.error;
  if (error) return <FailureNotice error={error} />;
  if (!people.data || !answer.data) return <Page title={t('title')} isLoading />;
  if (people.data.people.length === 0) {
    return (
      <Page title={t('title')}>
        <EmptyState>
          {t('empty')}{' '}
          <a className="door" href={hrefOf('people')}>
            {t('emptyDoor')}
          </a>
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page
      title={t('title')}
      answer={<Sentence part={part} list={answer.data} />}
      actions={<ActingAs people={people.data.people} />}
    >
      <div style={{ display: 'flex', gap: 14, flexWrap: 'wrap' }}>
        {parts.map((one) => (
          <a
            key={one}
            className="door"
            href={hrefOf('claims', one)}
            aria-current={one === part ? 'page' : undefined}
            style={one === part ? { fontWeight: 600 } : undefined}
          >
            {t(`part.${one}`)}
          </a>
        ))}
      </div>
      <PartOf
        part={part}
        claim={claim === undefined ? null : Number(claim)}
        claims={answer.data.claims}
        people={people.data.people}
      />
    </Page>
  );
}

function PartOf({
  part,
  claim,
  claims,
  people,
}: {
  readonly part: Part;
  /** The claim that the address names. */
  readonly claim: number | null;
  readonly claims: readonly ClaimDoc[];
  readonly people: readonly PersonDoc[];
}) {
  switch (part) {
    case 'review':
      return <ReviewQueue key={claim} claims={claims} first={claim} />;
    case 'payouts':
      return <Payouts claims={claims} people={people} />;
    case 'pay-cut':
      return <PayCut />;
    case 'rules':
      return <ClaimRules people={people} />;
    default:
      return <MyClaims claims={claims} people={people} />;
  }
}

/** The one sentence that answers the part's question. */
function Sentence({
  part,
  list,
}: {
  readonly part: Part;
  readonly list: OutputOf<typeof claimsList>;
}) {
  const { t } = useTranslation('claims');
  const formats = useFormats();
  const { waiting, claims } = list;
  if (part === 'mine') return t('answer.mine');
  if (part === 'rules') return t('answer.rules');
  if (part === 'pay-cut') return <PayCutSentence />;
  if (part === 'payouts') {
    const owed = claims.filter((one) => one.state === 'approved');
    return owed.length === 0
      ? t('answer.nothingOwed')
      : t('answer.payouts', { count: owed.length });
  }
  if (waiting.count === 0) return t('answer.nothingWaits');
  return (
    <>
      {t('answer.review', { count: waiting.count, sum: formats.money(waiting.base) })}
      {waiting.withoutRate > 0 && t('answer.withoutRate', { count: waiting.withoutRate })}
      {waiting.oldestDays !== null &&
        waiting.oldestDays > 0 &&
        t('answer.oldest', { count: waiting.oldestDays })}
      {t('answer.stop')}
    </>
  );
}
