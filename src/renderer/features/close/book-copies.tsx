import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backupList, backupRun } from '../../../contract/close.ts';
import { companyShow } from '../../../contract/company.ts';
import { chooseFiles, restoreBook, saveFile, showFile } from '../../../contract/desktop.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';

const ENDING = 'seatworth-backup';

/** Copies of the book: the daily ones, one made now, and bringing one back. */
export function BookCopies() {
  return (
    <>
      <MakeCopy />
      <DailyCopies />
      <BringBack />
    </>
  );
}

function MakeCopy() {
  const { t } = useTranslation('close');
  const formats = useFormats();
  const company = useAnswer(companyShow, {});
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const make = useMutation({
    mutationFn: async () => {
      const name = `${company.data?.company ?? 'Seatworth'}.${ENDING}`;
      const { file } = await ask(saveFile, { name, ending: ENDING });
      if (file === null) return null;
      return ask(backupRun, passphrase === '' ? { out: file } : { out: file, passphrase });
    },
  });
  const isSame = passphrase === again;
  return (
    <section className="card">
      <h2>{t('copy.title')}</h2>
      <p style={{ margin: '0 0 10px', maxWidth: '80ch' }}>{t('copy.text')}</p>
      {make.error && <FailureNotice error={make.error} />}
      <div style={{ display: 'flex', gap: 10, alignItems: 'end', flexWrap: 'wrap' }}>
        <PasswordInput
          size="xs"
          label={t('copy.passphrase')}
          value={passphrase}
          autoComplete="new-password"
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          style={{ width: 240 }}
        />
        <PasswordInput
          size="xs"
          label={t('copy.again')}
          value={again}
          autoComplete="new-password"
          error={isSame ? null : t('copy.differs')}
          onChange={(event) => setAgain(event.currentTarget.value)}
          style={{ width: 240 }}
        />
        <Button loading={make.isPending} disabled={!isSame} onClick={() => make.mutate()}>
          {t('copy.make')}
        </Button>
      </div>
      <p className="dim" style={{ margin: '8px 0 0' }}>
        {t(passphrase === '' ? 'copy.plain' : 'copy.encrypted')}
      </p>
      {make.data && (
        <p role="status" style={{ margin: '8px 0 0' }}>
          ✓ {t('copy.made', { file: make.data.file, size: megabytes(make.data.bytes, formats) })}{' '}
          <ShowFile file={make.data.file} />
        </p>
      )}
    </section>
  );
}

function DailyCopies() {
  const { t } = useTranslation('close');
  const formats = useFormats();
  const answer = useAnswer(backupList, {});
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={180} />;
  const { copies, folder } = answer.data;
  return (
    <section className="card scroll-x">
      <h2>{t('daily.title')}</h2>
      <p className="dim" style={{ margin: '0 0 8px' }}>
        {t('daily.text', { folder })}
      </p>
      {copies.length === 0 ? (
        <p style={{ margin: 0 }}>{t('daily.none')}</p>
      ) : (
        <table className="table">
          <tbody>
            {copies.map((one) => (
              <tr key={one.file}>
                <td>{formats.day(one.day)}</td>
                <td className="figure">{megabytes(one.bytes, formats)}</td>
                <td className="figure">
                  <ShowFile file={one.file} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function BringBack() {
  const { t } = useTranslation('close');
  const [file, setFile] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const choose = useMutation({
    mutationFn: () => ask(chooseFiles, { several: false }),
    onSuccess: ({ files }) => setFile(files[0] ?? file),
  });
  const restore = useChange(restoreBook);
  return (
    <section className="card">
      <h2>{t('restore.title')}</h2>
      <p style={{ margin: '0 0 10px', maxWidth: '80ch' }}>{t('restore.text')}</p>
      {restore.error && <FailureNotice error={restore.error} />}
      <div style={{ display: 'flex', gap: 10, alignItems: 'end', flexWrap: 'wrap' }}>
        <Button variant="default" onClick={() => choose.mutate()}>
          {t('restore.choose')}
        </Button>
        {file !== null && (
          <>
            <span className="long">{file}</span>
            <PasswordInput
              size="xs"
              label={t('restore.passphrase')}
              value={passphrase}
              autoComplete="off"
              onChange={(event) => setPassphrase(event.currentTarget.value)}
              style={{ width: 240 }}
            />
            <Button
              loading={restore.isPending}
              onClick={() =>
                restore.mutate(passphrase === '' ? { backup: file } : { backup: file, passphrase })
              }
            >
              {t('restore.action')}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}

function ShowFile({ file }: { readonly file: string }) {
  const { t } = useTranslation('close');
  return (
    <button type="button" className="door" onClick={() => void ask(showFile, { file })}>
      {t('showFile')}
    </button>
  );
}

function megabytes(bytes: number, formats: ReturnType<typeof useFormats>): string {
  return `${formats.number(bytes / 1_000_000, 2)} MB`;
}
