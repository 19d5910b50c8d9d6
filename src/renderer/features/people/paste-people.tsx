import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peoplePaste } from '../../../contract/company.ts';
import { useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';

/** Takes people pasted from a spreadsheet, header row included. */
export function PastePeople() {
  const { t, i18n } = useTranslation(['people', 'imports']);
  const paste = useChange(peoplePaste);
  const [text, setText] = useState('');
  return (
    <section className="card">
      <h2>{t('paste.title')}</h2>
      <Textarea
        aria-label={t('paste.title')}
        placeholder={t('paste.placeholder')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autosize
        minRows={3}
        maxRows={10}
      />
      <Button
        mt="xs"
        disabled={text.trim() === ''}
        loading={paste.isPending}
        onClick={() => paste.mutate({ text }, { onSuccess: () => setText('') })}
      >
        {t('paste.take')}
      </Button>
      {paste.error && <FailureNotice error={paste.error} />}
      {paste.data && (
        <div role="status">
          <p style={{ margin: '8px 0 0' }}>
            {t('paste.done', {
              added: paste.data.added,
              replaced: paste.data.replaced,
              unchanged: paste.data.unchanged,
            })}
          </p>
          {paste.data.rejects.map((reject) => (
            <p key={reject.line} className="warn" style={{ margin: 0 }}>
              {t('paste.reject', {
                line: reject.line,
                reason:
                  i18n.language !== 'en' && i18n.exists(`reject.${reject.code}`, { ns: 'imports' })
                    ? t(`imports:reject.${reject.code}`)
                    : reject.reason,
              })}
            </p>
          ))}
        </div>
      )}
    </section>
  );
}
