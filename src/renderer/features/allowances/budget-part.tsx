import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { budgetSet, type ForecastDoc, forecastShow } from '../../../contract/budget.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { BudgetCourse } from './budget-course.tsx';
import { Parts } from './parts.tsx';

/** The yearly budget and the day on which it will be used up at this pace, with its range. */
export function BudgetPart() {
  const { t } = useTranslation('allowances');
  const may = useMay();
  const [year, setYear] = useState<number | null>(null);
  const answer = useAnswer(forecastShow, year === null ? {} : { year });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={t('part.budget')} isLoading />;
  const shown = answer.data.year;
  return (
    <Page title={t('part.budget')} answer={<BudgetSentence forecast={answer.data} />}>
      <Parts current="budget" />
      <div style={{ display: 'flex', gap: 14, alignItems: 'center' }}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          onClick={() => setYear(shown - 1)}
          aria-label={t('budget.before')}
        >
          ‹
        </Button>
        <strong>{shown}</strong>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          onClick={() => setYear(shown + 1)}
          aria-label={t('budget.after')}
        >
          ›
        </Button>
      </div>
      <BudgetCourse forecast={answer.data} />
      <Remarks forecast={answer.data} />
      {may(budgetSet) && <SetBudget key={shown} forecast={answer.data} />}
    </Page>
  );
}

function BudgetSentence({ forecast }: { readonly forecast: ForecastDoc }) {
  const { t } = useTranslation('allowances');
  const formats = useFormats();
  const { runsOut, year, state, budget, used, asOf } = forecast;
  const values = {
    year,
    used: formats.money(used),
    budget: budget ? formats.money(budget) : '',
    day: formats.day(asOf),
    date: runsOut ? formats.day(runsOut.date) : '',
  };
  const range =
    runsOut && runsOut.low80 !== runsOut.date
      ? runsOut.high80 === null
        ? t('budget.rangeOpen', { low: formats.day(runsOut.low80) })
        : t('budget.range', { low: formats.day(runsOut.low80), high: formats.day(runsOut.high80) })
      : null;
  return <>{formats.sentences(t(`budget.is.${state}`, values), state === 'runs out' && range)}</>;
}

/** What has to be said beside the date. */
function Remarks({ forecast }: { readonly forecast: ForecastDoc }) {
  const { t } = useTranslation('allowances');
  const formats = useFormats();
  const { burst, newLevel, growthPerMonth, waitingForRate } = forecast;
  const remarks = [
    growthPerMonth !== null &&
      Math.abs(growthPerMonth) >= 0.005 &&
      t('budget.growth', { change: formats.change(growthPerMonth) }),
    newLevel && t('budget.newLevel', { day: formats.day(newLevel.since) }),
    newLevel?.isFresh && t('budget.fresh'),
    burst &&
      t('budget.burst', {
        day: formats.day(burst.day),
        amount: formats.money(burst.amount),
        usual: formats.money(burst.usual),
        count: burst.usedUpInDays,
      }),
    waitingForRate.length > 0 &&
      t('budget.waiting', { months: formats.list(waitingForRate.map(formats.month)) }),
  ].filter((one): one is string => typeof one === 'string');
  if (remarks.length === 0) return null;
  return (
    <section className="card">
      {remarks.map((one) => (
        <p key={one} style={{ margin: 0 }}>
          {one}
        </p>
      ))}
    </section>
  );
}

function SetBudget({ forecast }: { readonly forecast: ForecastDoc }) {
  const { t } = useTranslation(['allowances', 'shell']);
  const set = useChange(budgetSet);
  const [amount, setAmount] = useState(forecast.budget?.amount ?? '');
  const [why, setWhy] = useState('');
  return (
    <section className="card">
      <form
        style={{ display: 'flex', gap: 12, alignItems: 'end', flexWrap: 'wrap' }}
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate({ year: forecast.year, amount, why });
        }}
      >
        <AmountInput
          currency={forecast.currency}
          label={t('budget.amount', { year: forecast.year, currency: forecast.currency })}
          value={amount}
          onChange={setAmount}
        />
        <TextInput
          label={t('entry.why')}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          style={{ flex: '0 1 320px' }}
        />
        <Button type="submit" loading={set.isPending} disabled={amount.trim() === ''}>
          {t('budget.set')}
        </Button>
      </form>
      {set.error && <FailureNotice error={set.error} />}
    </section>
  );
}
