import { Button } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type MarginalReturnDoc, verdictMonth } from '../../../contract/month.ts';
import { isTelling } from '../../../core/output/marginal-return.ts';
import { useAnswer } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { goTo } from '../../route.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { type Formats, useFormats } from '../../ui/format.ts';
import { EmptyState, Page, useMonth } from '../../ui/page.tsx';
import { SampleDoor } from '../../ui/sample-door.tsx';
import { PeriodSwitch, spanIn } from '../overview/period-switch.tsx';
import { measuredSentence } from './measured-sentence.ts';
import { MonthSeats } from './month-seats.tsx';
import { SeatPage } from './seat-page.tsx';
import { SeatWithoutVerdict } from './seat-without-verdict.tsx';
import { SeatsOfSpan } from './seats-of-span.tsx';
import { VerdictTable } from './verdict-table.tsx';

/** All seats of the month; one seat where a person is named. */
export function SeatsScreen({ itemKey }: { readonly itemKey: string | null }) {
  const { t } = useTranslation(['seats', 'access']);
  const may = useMay();
  const month = useMonth();
  if (month === null) {
    return (
      <Page title={t('title')}>
        <EmptyState
          action={
            <>
              <Button onClick={() => goTo('imports')}>{t('emptyAction')}</Button> <SampleDoor />
            </>
          }
        >
          {t('empty')}
        </EmptyState>
      </Page>
    );
  }
  const span = spanIn(itemKey);
  if (span !== null) return <SeatsOfSpan span={span} />;
  if (!may(verdictMonth)) {
    return itemKey === null ? (
      <Page
        title={t('title')}
        withMonth
        answer={t('access:seats.answer')}
        actions={<PeriodSwitch screen="seats" by="month" month={month} />}
      >
        <MonthSeats month={month} />
      </Page>
    ) : (
      <SeatWithoutVerdict month={month} email={itemKey} />
    );
  }
  return itemKey === null ? <AllSeats month={month} /> : <SeatPage month={month} email={itemKey} />;
}

function AllSeats({ month }: { readonly month: string }) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  const answer = useAnswer(verdictMonth, { month });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={t('title')} withMonth isLoading />;
  const { verdicts, currency, company } = answer.data;
  const { from, to } = company.window;
  return (
    <Page
      title={t('title')}
      withMonth
      actions={<PeriodSwitch screen="seats" by="month" month={month} />}
      answer={
        verdicts.length === 0
          ? t('company.none')
          : t('company.sentence', {
              low: formats.change(company.low80),
              high: formats.change(company.high80),
              middle: formats.change(company.uplift),
            })
      }
    >
      <section className="card">
        <h2>
          {t('heading', { window: formats.months(from, to) })}{' '}
          <span style={{ fontWeight: 400 }}>{t('legend')}</span>
        </h2>
        <VerdictTable verdicts={verdicts} currency={currency} window={company.window} />
      </section>
      <section className="card">
        <h2>
          {t('company.title')}
          <Explained word="seat" />
        </h2>
        <p style={{ margin: 0, maxWidth: '80ch' }}>
          {formats.sentences(
            company.controls
              ? t('company.controls', {
                  before: formats.number(company.controls.y0 / company.controls.t0),
                  after: formats.number(company.controls.y1 / company.controls.t1),
                })
              : t('company.noControls'),
            company.measured && measuredSentence(company.measured, t),
            company.omega !== null &&
              company.omega >= 0.005 &&
              t('company.omega', { share: formats.percent(company.omega) }),
            moreSpendOf(company.marginalReturn, t, formats),
            t('company.meaning'),
          )}
        </p>
      </section>
    </Page>
  );
}

function moreSpendOf(
  found: MarginalReturnDoc | null,
  t: TFunction<'seats'>,
  formats: Formats,
): string | null {
  if (found === null || !isTelling(found)) return null;
  const times = (value: number): string => formats.number(value, 1);
  return t('company.moreSpend', {
    times: times(found.tenTimes.times),
    low: times(found.tenTimes.low80),
    high: times(found.tenTimes.high80),
  });
}
