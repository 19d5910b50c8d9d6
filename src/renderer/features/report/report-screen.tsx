import { Button } from '@mantine/core';
import { useIsFetching, useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { companyShow } from '../../../contract/company.ts';
import { printReport, saveFile } from '../../../contract/desktop.ts';
import { overviewMonth, verdictMonth } from '../../../contract/month.ts';
import { ask, useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { Page, useMonth } from '../../ui/page.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import {
  PeriodSwitch,
  SpanStepper,
  spanIn,
  spanKey,
  spanWord,
  useSpanName,
} from '../overview/period-switch.tsx';
import { OwnerReport } from './owner-report.tsx';
import { PersonReport } from './person-report.tsx';
import { SpanReport } from './span-report.tsx';
import './report.css';

/** The month on paper: two pages for the owner, or a page per person for the talk. What is seen is what is printed. */
export function ReportScreen({ itemKey }: { readonly itemKey: string | null }) {
  const { t } = useTranslation('report');
  const formats = useFormats();
  const month = useMonth();
  const spanName = useSpanName();
  const span = spanIn(itemKey);
  const isOwner = itemKey !== 'people';
  const period = span ? spanName(span) : month === null ? '' : formats.month(month);
  const isLoading = useIsFetching() > 0;
  const name = `${t(isOwner ? 'file.owner' : 'file.people')} ${span ? spanKey(span) : month}`;
  const print = useMutation({
    mutationFn: async () => {
      const { file } = await ask(saveFile, { name: `${name}.pdf`, ending: 'pdf' });
      return file === null ? null : ask(printReport, { file });
    },
  });
  return (
    <Page
      title={t('title')}
      {...(span ? { period: <SpanStepper screen="report" span={span} /> } : { withMonth: true })}
      answer={t(span ? 'answer.span' : isOwner ? 'answer.owner' : 'answer.people', {
        month: period,
      })}
      actions={
        <>
          {isOwner && month !== null && (
            <PeriodSwitch screen="report" by={span ? spanWord(span) : 'month'} month={month} />
          )}
          <Button
            disabled={month === null || isLoading}
            loading={print.isPending}
            onClick={() => print.mutate()}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <p className="screen-only" style={{ margin: 0 }}>
        <a className="door" href={hrefOf('close', 'exports')}>
          {t('back')}
        </a>
        {' · '}
        <a className="door" href={hrefOf('report', isOwner ? 'people' : 'owner')}>
          {t(isOwner ? 'other.people' : 'other.owner')}
        </a>
        {print.data && <span role="status"> · ✓ {t('saved', { file: print.data.file })}</span>}
      </p>
      {print.error && <FailureNotice error={print.error} />}
      {span ? (
        <SpanReport span={span} />
      ) : (
        month !== null && <Sheets month={month} isOwner={isOwner} />
      )}
    </Page>
  );
}

function Sheets({ month, isOwner }: { readonly month: string; readonly isOwner: boolean }) {
  const company = useAnswer(companyShow, {});
  const overview = useAnswer(overviewMonth, { month, withSignals: false });
  const verdicts = useAnswer(verdictMonth, { month });
  const error = company.error ?? overview.error ?? verdicts.error;
  if (error) return <FailureNotice error={error} />;
  if (!company.data || !overview.data || !verdicts.data) return <PartSkeleton height={1040} />;
  return (
    <div className="sheets">
      {isOwner ? (
        <OwnerReport
          company={company.data.company}
          overview={overview.data}
          verdicts={verdicts.data}
        />
      ) : (
        verdicts.data.verdicts.map((one) => (
          <PersonReport
            key={one.person.email}
            company={company.data.company}
            month={month}
            email={one.person.email}
          />
        ))
      )}
    </div>
  );
}
