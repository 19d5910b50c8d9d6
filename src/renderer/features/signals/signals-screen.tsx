import { Button, Checkbox, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type SignalDoc,
  signalDismiss,
  signalRestore,
  signalsMonth,
} from '../../../contract/signals.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page, useMonth } from '../../ui/page.tsx';
import { EvidenceChart, hasDays } from './evidence-chart.tsx';
import { SignalAct } from './signal-act.tsx';
import { SignalEvidence } from './signal-evidence.tsx';
import { useSignalSentence } from './signal-sentence.ts';

/** The month's signals by name: a plain sentence each, what it stands on, and a way to answer it. */
export function SignalsScreen() {
  const { t } = useTranslation('signals');
  const formats = useFormats();
  const month = useMonth();
  const [withDismissed, setWithDismissed] = useState(false);
  const answer = useAnswer(
    signalsMonth,
    { month: month ?? '2026-01', withDismissed },
    month !== null,
  );
  if (month === null) {
    return (
      <Page title={t('title')}>
        <EmptyState>{t('empty')}</EmptyState>
      </Page>
    );
  }
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={t('title')} withMonth isLoading />;
  const { signals, dismissed } = answer.data;
  const open = signals.filter((one) => one.dismissed === null);
  return (
    <Page
      title={t('title')}
      withMonth
      answer={t(open.length === 0 ? 'answerNone' : 'answer', {
        count: open.length,
        month: formats.month(month),
      })}
    >
      <p className="dim" style={{ margin: 0, maxWidth: '80ch' }}>
        {t('tone')}
        <Explained word="signal" />
      </p>
      {signals.length === 0 && <EmptyState>{t('none')}</EmptyState>}
      {signals.map((one) => (
        <SignalCard key={one.key} signal={one} />
      ))}
      {dismissed > 0 && (
        <Checkbox
          label={t('withDismissed', { count: dismissed })}
          checked={withDismissed}
          onChange={(event) => setWithDismissed(event.currentTarget.checked)}
        />
      )}
    </Page>
  );
}

function SignalCard({ signal }: { readonly signal: SignalDoc }) {
  const { t } = useTranslation('signals');
  const formats = useFormats();
  const sentence = useSignalSentence();
  const restore = useChange(signalRestore);
  const [isOpen, setOpen] = useState(false);
  const [withDays, setWithDays] = useState(false);
  const name = signal.person?.name ?? subjectOf(signal) ?? t('nobody');
  return (
    <section className="card" aria-label={`${name}: ${t(`name.${signal.code}`)}`}>
      <h2>
        {signal.person ? (
          <a className="door" href={hrefOf('seats', signal.person.email)}>
            {name}
          </a>
        ) : (
          name
        )}{' '}
        · {t(`name.${signal.code}`)}
      </h2>
      <p style={{ margin: '0 0 8px', maxWidth: '90ch' }}>{sentence(signal)}</p>
      <SignalEvidence signal={signal} />
      {hasDays(signal) && (
        <p style={{ margin: '6px 0' }}>
          <button
            type="button"
            className="door"
            aria-expanded={withDays}
            onClick={() => setWithDays(!withDays)}
          >
            {withDays ? t('chart.hide') : t('chart.show')}
          </button>
        </p>
      )}
      {withDays && <EvidenceChart signal={signal} />}
      {signal.dismissed ? (
        <p className="dim" style={{ margin: '8px 0 0' }}>
          {t('dismissed', {
            by: signal.dismissed.by,
            at: formats.instant(signal.dismissed.at),
            why: signal.dismissed.why,
          })}{' '}
          <button
            type="button"
            className="door"
            onClick={() => restore.mutate({ key: signal.key })}
          >
            {t('restore')}
          </button>
        </p>
      ) : (
        <div className="acts" style={{ marginTop: 8 }}>
          <SignalAct signal={signal} />
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t('dismissNamed', { name, signal: t(`name.${signal.code}`) })}
            onClick={() => setOpen(true)}
          >
            {t('dismiss')}
          </Button>
        </div>
      )}
      {restore.error && <FailureNotice error={restore.error} />}
      {isOpen && <DismissDialog signal={signal} onClose={() => setOpen(false)} />}
    </section>
  );
}

/** What a signal that is about no one is about: the tool, the key or the account. */
function subjectOf({ evidence }: SignalDoc): string | null {
  const named = evidence['who'] ?? evidence['tool'];
  return named?.type === 'name' ? named.name : null;
}

function DismissDialog({
  signal,
  onClose,
}: {
  readonly signal: SignalDoc;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['signals', 'shell']);
  const dismiss = useChange(signalDismiss);
  const [why, setWhy] = useState('');
  return (
    <Modal opened onClose={onClose} title={t('dismiss')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          dismiss.mutate({ key: signal.key, why }, { onSuccess: onClose });
        }}
      >
        <Textarea
          label={t('why')}
          description={t('whyNote')}
          required
          data-autofocus
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        {dismiss.error && <FailureNotice error={dismiss.error} />}
        <Button type="submit" mt="md" loading={dismiss.isPending} disabled={why.trim() === ''}>
          {t('dismiss')}
        </Button>
      </form>
    </Modal>
  );
}
