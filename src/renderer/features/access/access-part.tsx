import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccessDoc, accessEnd, accessList, accessSet } from '../../../contract/access.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { useLevel, useMay } from '../../here.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { offerUndo } from '../../ui/undo-notice.tsx';
import { GiveAccess } from './give-access.tsx';
import { HolderTable } from './holder-table.tsx';
import { PassphraseDialog } from './passphrase-dialog.tsx';

type Holder = AccessDoc['access'][number];

/** Who may see and do what in this book, and what that protects. */
export function AccessPart() {
  const { t } = useTranslation('access');
  const may = useMay();
  const level = useLevel();
  const answer = useAnswer(accessList, {});
  const set = useChange(accessSet);
  const end = useChange(accessEnd);
  const [giving, setGiving] = useState(false);
  const [keying, setKeying] = useState<Holder | null>(null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={240} />;
  const holders = answer.data.access.filter(({ to }) => to === null);
  const isOwner = may(accessSet);
  const endOf = ({ email, name, level: was }: Holder): void =>
    end.mutate(
      { email },
      {
        onSuccess: () =>
          offerUndo(t('ended', { name }), () => set.mutateAsync({ email, level: was })),
      },
    );
  const error = set.error ?? end.error;
  return (
    <>
      <section className="card">
        <div className="card-head">
          <h2>{t('title')}</h2>
          {isOwner && (
            <Button size="xs" onClick={() => setGiving(true)}>
              {t(holders.length === 0 ? 'begin' : 'give')}
            </Button>
          )}
        </div>
        {error && <FailureNotice error={error} />}
        {holders.length === 0 ? (
          <p className="dim" style={{ margin: 0, maxWidth: '80ch' }}>
            {t('notSet')}
          </p>
        ) : (
          <HolderTable
            holders={holders}
            isOwner={isOwner}
            onLevel={({ email }, to) => set.mutate({ email, level: to })}
            onPassphrase={setKeying}
            onEnd={endOf}
          />
        )}
      </section>
      <section className="card" aria-label={t('protects.title')}>
        <h2>{t('protects.title')}</h2>
        <p style={{ margin: '0 0 6px', maxWidth: '90ch' }}>{t('protects.does')}</p>
        <p style={{ margin: 0, maxWidth: '90ch' }}>{t('protects.not')}</p>
        {(level === null || level === 'owner') && (
          <dl className="levels">
            {(['owner', 'manager', 'accountant', 'employee'] as const).map((one) => (
              <div key={one}>
                <dt>{t(`level.${one}`)}</dt>
                <dd className="dim">{t(`sees.${one}`)}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      {giving && <GiveAccess holders={holders} onClose={() => setGiving(false)} />}
      {keying && <PassphraseDialog holder={keying} onClose={() => setKeying(null)} />}
    </>
  );
}
