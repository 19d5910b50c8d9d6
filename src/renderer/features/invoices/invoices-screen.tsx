import { Button } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseFiles } from '../../../contract/desktop.ts';
import { type ImportDoc, importsRun } from '../../../contract/imports.ts';
import { invoicesList } from '../../../contract/invoices.ts';
import { ask, RefusedRequest, useAnswer, useChange } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { FailureNotice, useSentence } from '../../ui/failure-notice.tsx';
import { EmptyState, Page } from '../../ui/page.tsx';
import { OnlyFor } from '../access/only-for.tsx';
import { InvoicePage } from './invoice-page.tsx';
import { InvoiceTable } from './invoice-table.tsx';
import './invoices.css';

/** What providers billed: dropped here, read, and posted once it ties out or a person confirms it. */
export function InvoicesScreen({ itemKey }: { readonly itemKey: string | null }) {
  return itemKey !== null && /^\d+$/.test(itemKey) ? (
    <InvoicePage id={Number(itemKey)} />
  ) : (
    <InvoiceList />
  );
}

function InvoiceList() {
  const { t } = useTranslation('invoices');
  const answer = useAnswer(invoicesList, {});
  const take = useChange(importsRun);
  const mayImport = useMay()(importsRun);
  const [failed, setFailed] = useState<Error | null>(null);
  const run = (files: readonly string[]): void => {
    if (files.length > 0) take.mutate({ files: [...files], kind: 'invoice' });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    if (!mayImport) return;
    run([...event.dataTransfer.files].map((file) => window.seatworth.pathOf(file)).filter(Boolean));
  };
  const choose = async (): Promise<void> => {
    const chosen = await ask(chooseFiles, { endings: [], several: true });
    run(chosen.files);
  };
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={t('title')} isLoading />;
  const { invoices } = answer.data;
  const waiting = invoices.filter((one) => one.status !== 'posted').length;
  const sentence =
    invoices.length === 0
      ? t('answer.none')
      : waiting === 0
        ? t('answer.allPosted', { count: invoices.length })
        : t('answer.waiting', { count: waiting });
  return (
    <Page title={t('title')} answer={sentence}>
      <OnlyFor request={importsRun}>
        <section
          className="card drop-zone"
          data-testid="invoice-drop"
          aria-label={t('drop')}
          onDragOver={(event) => event.preventDefault()}
          onDrop={drop}
        >
          <p style={{ margin: '0 0 12px', maxWidth: '84ch' }}>{t('dropText')}</p>
          <Button
            loading={take.isPending}
            onClick={() => choose().catch((error: Error) => setFailed(error))}
          >
            {t('choose')}
          </Button>
        </section>
      </OnlyFor>
      {(take.error ?? failed) && <FailureNotice error={take.error ?? failed ?? new Error()} />}
      {take.data && <Taken imports={take.data.imports} />}
      {invoices.length === 0 ? (
        <EmptyState>{t('empty')}</EmptyState>
      ) : (
        <InvoiceTable invoices={invoices} />
      )}
    </Page>
  );
}

/** What became of the files just dropped; refused ones by name. */
function Taken({ imports }: { readonly imports: readonly ImportDoc[] }) {
  const { t } = useTranslation('invoices');
  const sentence = useSentence();
  const refused = imports.filter((one) => one.error !== null);
  const known = imports.filter((one) => one.status === 'duplicate').length;
  return (
    <section className="card" role="status">
      <p style={{ margin: 0 }}>
        {t('taken', {
          count: imports.length - refused.length - known,
          known,
          refused: refused.length,
        })}
      </p>
      {refused.length > 0 && (
        <ul style={{ margin: '8px 0 0', paddingLeft: 18 }}>
          {refused.map((one) => (
            <li key={one.file} className="warn">
              {one.file.split(/[\\/]/).at(-1)}:{' '}
              {one.error && sentence(new RefusedRequest(one.error))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
