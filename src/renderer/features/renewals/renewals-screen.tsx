import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveFile } from '../../../contract/desktop.ts';
import { listExport } from '../../../contract/list-exports.ts';
import { type RenewalDoc, type RenewalsDoc, renewalsList } from '../../../contract/renewals.ts';
import { ask, useAnswer } from '../../ask.ts';
import { goTo } from '../../route.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { type Formats, useFormats } from '../../ui/format.ts';
import { EmptyState, Page } from '../../ui/page.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { RenewalDialog } from './renewal-dialog.tsx';
import { RenewalTable } from './renewal-table.tsx';

/** When subscriptions renew, until when that can be stopped, and what it would save. */
export function RenewalsScreen() {
  const { t } = useTranslation('renewals');
  const formats = useFormats();
  const answer = useAnswer(renewalsList, {});
  const [editing, setEditing] = useState<RenewalDoc | null>(null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={t('title')} isLoading />;
  const { renewals } = answer.data;
  if (renewals.length === 0) {
    return (
      <Page title={t('title')} answer={t('answer.none')}>
        <EmptyState
          action={<Button onClick={() => goTo('people', 'plans')}>{t('addPlans')}</Button>}
        >
          {t('empty')}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page
      title={t('title')}
      answer={sentence(answer.data, t, formats)}
      actions={<CalendarButton asOf={answer.data.asOf} />}
    >
      <UnusedCard doc={answer.data} />
      <section className="card">
        <div className="card-head">
          <h2>
            {t('list')}
            <Explained word="renewal" />{' '}
            <small>{t('asOf', { day: formats.day(answer.data.asOf) })}</small>
          </h2>
          <SaveCsv
            name={`renewals-${answer.data.asOf}`}
            write={(out) => ask(listExport, { kind: 'renewals', out, format: 'csv' })}
          >
            {t('saveCsv')}
          </SaveCsv>
        </div>
        <RenewalTable renewals={renewals} onEdit={setEditing} />
      </section>
      {editing && <RenewalDialog renewal={editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}

/** The next day to remember: of those worth a reminder where there are any. */
function sentence({ renewals }: RenewalsDoc, t: TFunction<'renewals'>, formats: Formats): string {
  const soon = renewals.filter(({ reminder }) => reminder !== null);
  const next = soon[0] ?? renewals.find(({ cadence }) => cadence === 'year') ?? renewals[0];
  if (next === undefined) return t('answer.none');
  const named = { day: formats.day(next.noticeDay), tool: next.tool };
  return soon.length === 0
    ? t('answer.next', named)
    : t('answer.nextSoon', { count: soon.length, ...named });
}

const KINDS = [
  { kind: 'reassign', sum: 'reassign' },
  { kind: 'end-now', sum: 'endNow' },
  { kind: 'end-at-renewal', sum: 'endAtRenewal' },
] as const;

/** What unused licences would save a year, in three kinds that are never added to one. */
function UnusedCard({ doc }: { readonly doc: RenewalsDoc }) {
  const { t } = useTranslation('renewals');
  const formats = useFormats();
  const isAny = doc.renewals.some((one) => one.class !== null);
  return (
    <section className="card">
      <h2>{t('unused.title')}</h2>
      <p className="dim" style={{ margin: '0 0 8px' }}>
        {isAny ? t('unused.text') : t('unused.none')}
      </p>
      {isAny && (
        <table className="table" style={{ maxWidth: 460 }}>
          <tbody>
            {KINDS.map(({ kind, sum }) => (
              <tr key={kind}>
                <td>{t(`unused.${kind}`)}</td>
                <td className="figure">{formats.money(doc.perYear[sum])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {doc.waitingForRate.length > 0 && (
        <p className="warn">{t('unused.waiting', { list: formats.list(doc.waitingForRate) })}</p>
      )}
    </section>
  );
}

function CalendarButton({ asOf }: { readonly asOf: string }) {
  const { t } = useTranslation('renewals');
  const write = useMutation({
    mutationFn: async () => {
      const { file } = await ask(saveFile, { name: `renewals-${asOf}.ics`, ending: 'ics' });
      return file === null
        ? null
        : await ask(listExport, { kind: 'renewals', out: file, format: 'ics' });
    },
  });
  return (
    <>
      {write.error && <FailureNotice error={write.error} />}
      {write.data && (
        <span role="status" className="dim">
          {t('calendarDone', { file: write.data.file.split(/[\\/]/).at(-1) ?? '' })}
        </span>
      )}
      <Button
        variant="default"
        loading={write.isPending}
        title={t('calendarNote')}
        onClick={() => write.mutate()}
      >
        {t('calendar')}
      </Button>
    </>
  );
}
