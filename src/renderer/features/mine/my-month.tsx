import { useTranslation } from 'react-i18next';
import { mineShow } from '../../../contract/mine.ts';
import { useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useMonth } from '../../ui/page.tsx';
import { useQuantity } from '../allowances/quantity.ts';
import { StateMark } from '../allowances/state-mark.tsx';
import { UsedBar } from '../allowances/used-bar.tsx';
import { MyStatement } from './my-statement.tsx';
import { MyVerdict } from './my-verdict.tsx';
import { OwnPage } from './own-page.tsx';
import { allowancesOf, statement, type ToldAllowance, verdict } from './told.ts';

/** The month as the office told it: what is left, what was spent on what, and the verdict where it is shared. */
export function MyMonth() {
  const { t } = useTranslation('mine');
  const month = useMonth();
  const answer = useAnswer(mineShow, { month: month ?? '2026-01' }, month !== null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (month === null || !answer.data) return <OwnPage title={t('nav.mine')} withMonth isLoading />;
  const { allowances, lastVerdict } = answer.data;
  const held = allowancesOf(allowances, month);
  const told = statement.safeParse(answer.data.statement).data ?? null;
  return (
    <OwnPage
      title={t('nav.mine')}
      withMonth
      answer={<MonthSentence month={month} held={held} isTold={told !== null} />}
    >
      <div className="two-cards">
        <section className="card">
          <h2>{t('month.allowance')}</h2>
          {held.length === 0 && (
            <p className="dim" style={{ margin: 0 }}>
              {t('month.noAllowance')}
            </p>
          )}
          {held.map((one) => (
            <AllowanceLine key={`${one.line.modelClass} ${one.line.counts}`} allowance={one} />
          ))}
          <p style={{ margin: '8px 0 0' }}>
            <a className="door" href={hrefOf('allowances')}>
              {t('month.entries')}
            </a>
          </p>
        </section>
        <MyVerdict
          month={month}
          told={verdict.safeParse(answer.data.verdict).data ?? null}
          lastVerdict={lastVerdict}
        />
      </div>
      <MyStatement month={month} told={told} />
    </OwnPage>
  );
}

function MonthSentence({
  month,
  held,
  isTold,
}: {
  readonly month: string;
  readonly held: readonly ToldAllowance[];
  readonly isTold: boolean;
}) {
  const { t } = useTranslation('mine');
  const formats = useFormats();
  const quantity = useQuantity();
  const named = formats.month(month);
  const first = held.find(({ limit }) => limit !== null);
  if (!first) return t(isTold ? 'month.unlimited' : 'month.untold', { month: named });
  return t('month.left', {
    month: named,
    left: quantity(first.left),
    limit: quantity(first.limit),
  });
}

function AllowanceLine({ allowance }: { readonly allowance: ToldAllowance }) {
  const { t } = useTranslation(['mine', 'allowances']);
  const formats = useFormats();
  const quantity = useQuantity();
  return (
    <div style={{ marginBottom: 10 }}>
      <div style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
        <strong>
          {t(
            `allowances:for.${allowance.line.counts.includes('spend') ? allowance.line.modelClass : 'claims'}`,
          )}
        </strong>
        <StateMark state={allowance.state} />
        <UsedBar allowance={allowance} />
        <span className="figure">
          {allowance.limit === null
            ? t('month.usedUnlimited', { used: quantity(allowance.used) })
            : t('month.usedOf', {
                used: quantity(allowance.used),
                limit: quantity(allowance.limit),
              })}
        </span>
      </div>
      <div className="dim">{t('asSent', { day: formats.instant(allowance.sentAt) })}</div>
    </div>
  );
}
