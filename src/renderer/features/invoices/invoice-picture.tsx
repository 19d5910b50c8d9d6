import { ActionIcon, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type InvoiceDoc,
  type InvoiceFieldName,
  invoicesPicture,
} from '../../../contract/invoices.ts';
import { useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { usePdf } from '../../ui/pdf/use-pdf.ts';
import { type OnPoint, PaperPage } from './paper-page.tsx';
import type { Pointed } from './teach-vendor.tsx';

/** How large the page is shown, as a part of the width beside the fields. */
const ZOOMS: readonly number[] = [1, 1.5, 2, 3];

/** The page beside the fields as it looks, the fields marked where they were read. */
export function InvoicePicture({
  invoice,
  looked,
  pointed,
  onPoint,
}: {
  readonly invoice: InvoiceDoc;
  readonly looked: InvoiceFieldName | null;
  readonly pointed: readonly Pointed[];
  readonly onPoint: OnPoint | null;
}) {
  const { t } = useTranslation('invoices');
  const picture = useAnswer(invoicesPicture, { id: invoice.id });
  const drawn = usePdf(invoice.mediaType === 'application/pdf' ? invoice.sha256 : null);
  const [zoom, setZoom] = useState(1);
  const [undrawn, setUndrawn] = useState<ReadonlySet<number>>(new Set());
  if (picture.error) return <FailureNotice error={picture.error} />;
  if (!picture.data) return <section className="card invoice-paper" aria-label={t('picture')} />;
  const { pages, image, text } = picture.data;
  const isEmpty = pages.every((one) => one.pieces.length === 0);
  const isUndrawn = pages.length > 0 && (drawn.state === 'failed' || undrawn.size > 0);
  const note = (page: number, isDrawn: boolean): void =>
    setUndrawn((before) => {
      if (before.has(page) !== isDrawn) return before;
      const after = new Set(before);
      if (isDrawn) after.delete(page);
      else after.add(page);
      return after;
    });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="card invoice-paper" aria-label={t('picture')} tabIndex={0}>
      {(image !== null || pages.length > 0) && <Zoom zoom={zoom} onZoom={setZoom} />}
      {isUndrawn && (
        <p className="notice" role="status">
          {t(isEmpty ? 'notDrawnEmpty' : 'notDrawn')}
        </p>
      )}
      {image !== null && (
        <img
          src={image}
          alt={t('pictureOf', { file: invoice.file })}
          style={{ width: zoom === 1 ? undefined : `${zoom * 100}%` }}
        />
      )}
      {pages.map((page) => (
        <PaperPage
          key={page.page}
          page={page}
          pdf={drawn.state === 'open' ? drawn.pdf : null}
          zoom={zoom}
          invoice={invoice}
          looked={looked}
          pointed={pointed}
          onPoint={onPoint}
          onDrawn={note}
        />
      ))}
      {text !== null && <pre>{text}</pre>}
      {image === null && text === null && pages.length === 0 && (
        <p className="dim">{t('noPicture')}</p>
      )}
    </section>
  );
}

function Zoom({
  zoom,
  onZoom,
}: {
  readonly zoom: number;
  readonly onZoom: (zoom: number) => void;
}) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const at = ZOOMS.indexOf(zoom);
  const step = (by: number): void => onZoom(ZOOMS[at + by] ?? zoom);
  return (
    <Group gap={6} className="paper-tools" justify="flex-end">
      <ActionIcon
        variant="default"
        aria-label={t('zoom.smaller')}
        aria-disabled={at === 0}
        {...(at === 0 ? { 'data-disabled': true } : {})}
        onClick={() => step(-1)}
      >
        −
      </ActionIcon>
      <span className="figure" role="status" aria-label={t('zoom.now')}>
        {formats.percent(zoom)}
      </span>
      <ActionIcon
        variant="default"
        aria-label={t('zoom.larger')}
        aria-disabled={at === ZOOMS.length - 1}
        {...(at === ZOOMS.length - 1 ? { 'data-disabled': true } : {})}
        onClick={() => step(1)}
      >
        +
      </ActionIcon>
    </Group>
  );
}
