import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type InvoiceDoc,
  type InvoiceFieldName,
  invoicesPicture,
} from '../../../contract/invoices.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import type { Pointed } from './teach-vendor.tsx';

type PageShape = OutputOf<typeof invoicesPicture>['pages'][number];
type OnPoint = (box: Pointed['box'], text: string) => void;

/** The page beside the fields: its text in place, the fields marked where they were read. */
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
  if (picture.error) return <FailureNotice error={picture.error} />;
  if (!picture.data) return null;
  const { pages, image, text } = picture.data;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="card invoice-paper" aria-label={t('picture')} tabIndex={0}>
      {image !== null && <img src={image} alt={t('pictureOf', { file: invoice.file })} />}
      {pages.map((page) => (
        <PaperPage
          key={page.page}
          page={page}
          invoice={invoice}
          looked={looked}
          pointed={pointed}
          onPoint={onPoint}
        />
      ))}
      {text !== null && <pre>{text}</pre>}
      {image === null && text === null && pages.every((one) => one.pieces.length === 0) && (
        <p className="dim">{t('noPicture')}</p>
      )}
    </section>
  );
}

function PaperPage({
  page,
  invoice,
  looked,
  pointed,
  onPoint,
}: {
  readonly page: PageShape;
  readonly invoice: InvoiceDoc;
  readonly looked: InvoiceFieldName | null;
  readonly pointed: readonly Pointed[];
  readonly onPoint: OnPoint | null;
}) {
  const { t } = useTranslation('invoices');
  const mark = useRef<SVGRectElement>(null);
  const spots = invoice.fields.flatMap(({ field, at }) =>
    at !== null && 'page' in at && at.page === page.page ? [{ field, ...at }] : [],
  );
  const isHere = spots.some((spot) => spot.field === looked);
  useEffect(() => {
    if (isHere) mark.current?.scrollIntoView({ block: 'nearest' });
  }, [isHere]);
  // Pages count upwards from their foot, the screen downwards from its head.
  const top = (y: number): number => page.height - y;
  return (
    <svg
      viewBox={`0 0 ${page.width} ${page.height}`}
      role="img"
      aria-label={t('pageOf', { page: page.page, file: invoice.file })}
      data-pointing={onPoint !== null}
    >
      {spots.map((spot) => (
        <rect
          key={spot.field}
          ref={spot.field === looked ? mark : null}
          className={spot.field === looked ? 'spot looked' : 'spot'}
          x={spot.x - 2}
          y={top(spot.y + spot.h) - 1}
          width={spot.w + 4}
          height={spot.h + 4}
        />
      ))}
      {pointed
        .filter((one) => one.box.page === page.page)
        .map(({ field, box }) => (
          <rect
            key={field}
            className="spot taught"
            x={box.x - 2}
            y={top(box.y + box.h) - 1}
            width={box.w + 4}
            height={box.h + 4}
          />
        ))}
      {page.pieces.map((piece, index) => {
        const { text, ...box } = piece;
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the list beside the page does the same by keyboard
          <text
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other key
            key={index}
            x={piece.x}
            y={top(piece.y)}
            fontSize={piece.h}
            {...(piece.w > 0 ? { textLength: piece.w, lengthAdjust: 'spacingAndGlyphs' } : {})}
            onClick={onPoint ? () => onPoint({ page: page.page, ...box }, text) : undefined}
          >
            {text}
          </text>
        );
      })}
    </svg>
  );
}
