import { Button } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { companyShow } from '../../contract/company.ts';
import { importsRun } from '../../contract/imports.ts';
import { monthOf } from '../../core/calendar.ts';
import { useAnswer } from '../ask.ts';
import { useMay } from '../here.ts';
import { goTo, useRoute } from '../route.ts';
import { MonthPicker } from './month-picker.tsx';
import { PartSkeleton } from './page-skeleton.tsx';

/** The month looked at: the one chosen, else the latest. `null` while the book is empty. */
export function useMonth(): string | null {
  const { month } = useRoute();
  const latest = useLatestMonth();
  return month ?? latest;
}

/** The last month that the book holds anything of, this one at most: a plan paid ahead reaches far beyond it. */
export function useLatestMonth(): string | null {
  const { lastMonth = null, today } = useAnswer(companyShow, {}).data ?? {};
  if (lastMonth === null || !today) return lastMonth;
  const current = monthOf(today);
  return lastMonth < current ? lastMonth : current;
}

/** A screen's frame: the month where it has one, what can be done, and the sentence that answers its question. */
export function Page({
  title,
  answer,
  withMonth = false,
  period,
  isLoading = false,
  actions,
  children,
}: {
  readonly title: string;
  readonly answer?: ReactNode;
  readonly withMonth?: boolean;
  /** In the month's place: another period, with its arrows. */
  readonly period?: ReactNode;
  /** The figures are not there yet: the frame stays, and what is in it keeps its place and the keyboard's. */
  readonly isLoading?: boolean;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  const route = useRoute();
  const may = useMay();
  useEffect(() => {
    document.title = `${title} · Seatworth`;
  }, [title]);
  return (
    <>
      <div className="page-head">
        {period !== undefined ? (
          period
        ) : withMonth ? (
          <MonthStepper />
        ) : (
          answer !== undefined && <span className="month">{title}</span>
        )}
        <div className="right">
          {actions}
          {route.screen !== 'imports' && may(importsRun) && (
            <Button variant="default" onClick={() => goTo('imports')}>
              {t('actions.import')}
            </Button>
          )}
          <Button variant="default" onClick={spotlight.open} rightSection={<kbd>Ctrl K</kbd>}>
            {t('actions.find')}
          </Button>
        </div>
      </div>
      {isLoading ? (
        <>
          <h1 className="answer">
            <span className="skeleton">{title}</span>
          </h1>
          <PartSkeleton height={240} />
          <PartSkeleton height={320} />
        </>
      ) : (
        <>
          <h1 className="answer">{answer ?? title}</h1>
          {children}
        </>
      )}
    </>
  );
}

function MonthStepper() {
  const month = useMonth();
  return month === null ? null : <MonthPicker month={month} />;
}

/** What an empty screen says: the next step, and how to take it. */
export function EmptyState({
  children,
  action,
}: {
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <section className="card" style={{ padding: '28px 24px' }}>
      <p style={{ margin: '0 0 14px', maxWidth: '60ch' }}>{children}</p>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>{action}</div>
    </section>
  );
}
