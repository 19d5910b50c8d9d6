import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showFile } from '../../../contract/desktop.ts';
import {
  type InvoiceDoc,
  type InvoiceFieldName,
  invoicesShow,
} from '../../../contract/invoices.ts';
import { ask, useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { InTheBooks } from './in-the-books.tsx';
import { InvoiceFields } from './invoice-fields.tsx';
import { InvoiceLines } from './invoice-lines.tsx';
import { InvoicePicture } from './invoice-picture.tsx';
import { useReason } from './reason.ts';
import {
  firstField,
  nextField,
  type Pointed,
  type TaughtField,
  TeachVendor,
} from './teach-vendor.tsx';

/** One invoice: what was read on the left, where it stands on the right. */
export function InvoicePage({ id }: { readonly id: number }) {
  const { t } = useTranslation('invoices');
  const answer = useAnswer(invoicesShow, { id });
  if (answer.error) {
    return (
      <Page title={t('title')}>
        <FailureNotice error={answer.error} />
      </Page>
    );
  }
  return answer.data ? <Opened key={answer.data.id} invoice={answer.data} /> : null;
}

function Opened({ invoice }: { readonly invoice: InvoiceDoc }) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const [looked, setLooked] = useState<InvoiceFieldName | null>(null);
  const [isTeaching, setTeaching] = useState(false);
  const [pointing, setPointing] = useState<TaughtField | null>(null);
  const [pointed, setPointed] = useState<readonly Pointed[]>([]);
  const [failed, setFailed] = useState<Error | null>(null);
  const point = (box: Pointed['box'], text: string): void => {
    if (pointing === null) return;
    const now = [
      ...pointed.filter((one) => one.field !== pointing),
      { field: pointing, box, text: text.trim() },
    ];
    setPointed(now);
    setPointing(nextField(now));
  };
  const openTeaching = (isOpen: boolean): void => {
    setTeaching(isOpen);
    setPointed([]);
    setPointing(isOpen ? firstField(invoice) : null);
  };
  const title = t('one', {
    vendor: invoice.vendor ?? invoice.file,
    total: invoice.total ? formats.money(invoice.total) : '–',
  });
  return (
    <Page title={t('title')} answer={title}>
      <p style={{ margin: 0, display: 'flex', gap: 14, flexWrap: 'wrap' }}>
        <a className="door" href={hrefOf('invoices')}>
          {t('back')}
        </a>
        <button
          type="button"
          className="door"
          onClick={() =>
            ask(showFile, { file: invoice.original }).catch((error: Error) => setFailed(error))
          }
        >
          {t('openOriginal')}
        </button>
        <span className="dim">{invoice.file}</span>
      </p>
      {failed && <FailureNotice error={failed} />}
      <Standing invoice={invoice} />
      <div className="invoice-desk">
        <div style={{ display: 'flex', flexDirection: 'column', gap: 14, minWidth: 0 }}>
          <InvoiceFields invoice={invoice} onLook={setLooked} />
          {invoice.mediaType === 'application/pdf' && invoice.status !== 'posted' && (
            <TeachVendor
              invoice={invoice}
              isOpen={isTeaching}
              onOpen={openTeaching}
              pointing={pointing}
              onPointing={setPointing}
              pointed={pointed}
              onPoint={point}
              onForget={(field) => setPointed(pointed.filter((one) => one.field !== field))}
            />
          )}
          <InvoiceLines invoice={invoice} />
          {invoice.currency !== null && <InTheBooks invoice={invoice} />}
        </div>
        <InvoicePicture
          invoice={invoice}
          looked={looked}
          pointed={isTeaching ? pointed : []}
          onPoint={isTeaching && pointing !== null ? point : null}
        />
      </div>
    </Page>
  );
}

/** Whether it is posted, and if not, why; whether its sums tie out. */
function Standing({ invoice }: { readonly invoice: InvoiceDoc }) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const reasonOf = useReason();
  if (invoice.status === 'posted') {
    return (
      <p style={{ margin: 0 }}>
        ✓{' '}
        {t('postedAs', {
          account: invoice.account ?? '',
          spend: invoice.spend ? formats.money(invoice.spend) : '–',
        })}{' '}
        {invoice.prepaid && t('prepaid', { amount: formats.money(invoice.prepaid) })}{' '}
        {invoice.confirmedBy && t('confirmedBy', { who: invoice.confirmedBy })}
      </p>
    );
  }
  return (
    <div className="notice" role="status">
      <strong>{t('waits')}</strong>
      <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
        {invoice.reasons.map((reason) => (
          <li key={reason.code}>
            {reasonOf(reason)}
            {invoice.sums.off &&
              invoice.sums.code === reason.code &&
              ` ${t('off', { amount: formats.money(invoice.sums.off) })}`}
            {reason.code === 'number_known' && invoice.duplicateOf !== null && (
              <>
                {' '}
                <a className="door" href={hrefOf('invoices', String(invoice.duplicateOf))}>
                  {t('compare')}
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
