import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { auditList, exportRun } from '../../../contract/book.ts';
import { backupList, closeChecklist } from '../../../contract/close.ts';
import type { Request } from '../../../contract/request.ts';
import { useAnswer } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { goTo, hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page, useMonth } from '../../ui/page.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { AuditTrail } from './audit-trail.tsx';
import { BookCopies } from './book-copies.tsx';
import { ClosedMonth } from './closed-month.tsx';
import { ExportForm } from './export-form.tsx';
import { OpenMonth } from './open-month.tsx';
import { ToTheLedger } from './to-the-ledger.tsx';

const PARTS = ['month', 'exports', 'trail', 'copies'] as const;

/** What a part asks for beyond the screen. */
const NEEDS: Partial<Record<(typeof PARTS)[number], Pick<Request, 'name'>>> = {
  exports: exportRun,
  trail: auditList,
  copies: backupList,
};

/** Closing the month, its exports and report; the trail of changes; copies of the book. */
export function CloseScreen({ itemKey }: { readonly itemKey: string | null }) {
  const { t } = useTranslation('close');
  const month = useMonth();
  const may = useMay();
  const parts = PARTS.filter((one) => {
    const needs = NEEDS[one];
    return needs === undefined || may(needs);
  });
  const part = parts.find((one) => one === itemKey) ?? 'month';
  const needsMonth = part === 'month' || part === 'exports';
  return (
    <Page
      title={t('title')}
      withMonth={needsMonth}
      answer={needsMonth && month !== null ? <Answer month={month} /> : t(`answer.${part}`)}
    >
      <nav aria-label={t('parts')} style={{ display: 'flex', gap: 14 }}>
        {parts.map((one) => (
          <a
            key={one}
            className="door"
            href={hrefOf('close', one)}
            aria-current={one === part ? 'page' : undefined}
            style={one === part ? { fontWeight: 600 } : undefined}
          >
            {t(`part.${one}`)}
          </a>
        ))}
      </nav>
      {needsMonth && month === null && (
        <EmptyState action={<Button onClick={() => goTo('imports')}>{t('empty.action')}</Button>}>
          {t('empty.text')}
        </EmptyState>
      )}
      {part === 'month' && month !== null && <MonthOf key={month} month={month} />}
      {part === 'exports' && month !== null && <ExportForm key={month} month={month} />}
      {part === 'trail' && <AuditTrail />}
      {part === 'copies' && <BookCopies />}
    </Page>
  );
}

function Answer({ month }: { readonly month: string }) {
  const { t } = useTranslation('close');
  const formats = useFormats();
  const { data } = useAnswer(closeChecklist, { month });
  if (!data) return <span className="skeleton">{formats.month(month)}</span>;
  const values = { month: formats.month(month), total: formats.money(data.total) };
  if (data.closed) {
    return t('answer.closed', { ...values, at: formats.instant(data.closed.closedAt) });
  }
  const blocking = data.items.filter((one) => one.severity === 'blocks').length;
  const open = data.items.length - blocking;
  return formats.sentences(
    t('answer.open', values),
    blocking > 0
      ? t('answer.blocked', { count: blocking })
      : open > 0
        ? t('answer.warned', { count: open })
        : t('answer.ready'),
  );
}

function MonthOf({ month }: { readonly month: string }) {
  const answer = useAnswer(closeChecklist, { month });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={420} />;
  return (
    <>
      {answer.data.closed ? (
        <ClosedMonth checklist={answer.data} closed={answer.data.closed} />
      ) : (
        <OpenMonth checklist={answer.data} />
      )}
      <ToTheLedger month={month} />
    </>
  );
}
