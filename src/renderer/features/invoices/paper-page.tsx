import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoiceDoc, InvoiceFieldName, invoicesPicture } from '../../../contract/invoices.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { DrawnPage } from '../../ui/pdf/drawn-page.tsx';
import type { DrawablePdf } from '../../ui/pdf/open-pdf.ts';
import type { Pointed } from './teach-vendor.tsx';

type PageShape = OutputOf<typeof invoicesPicture>['pages'][number];
export type OnPoint = (box: Pointed['box'], text: string) => void;

/**
 * One page as it looks, with its fields marked over it. Its pieces of text lie over the drawing unseen,
 * to be pointed at; until the page is drawn, and where it cannot be, they are what is seen.
 */
export function PaperPage({
  page,
  pdf,
  zoom,
  invoice,
  looked,
  pointed,
  onPoint,
  onDrawn,
}: {
  readonly page: PageShape;
  readonly pdf: DrawablePdf | null;
  readonly zoom: number;
  readonly invoice: InvoiceDoc;
  readonly looked: InvoiceFieldName | null;
  readonly pointed: readonly Pointed[];
  readonly onPoint: OnPoint | null;
  readonly onDrawn: (page: number, isDrawn: boolean) => void;
}) {
  const { t } = useTranslation('invoices');
  const mark = useRef<SVGRectElement>(null);
  const [state, setState] = useState<'waiting' | 'drawn' | 'failed'>('waiting');
  const number = page.page;
  const note = useCallback(
    (isDrawn: boolean) => {
      setState(isDrawn ? 'drawn' : 'failed');
      onDrawn(number, isDrawn);
    },
    [number, onDrawn],
  );
  const spots = invoice.fields.flatMap(({ field, at }) =>
    at !== null && 'page' in at && at.page === number ? [{ field, ...at }] : [],
  );
  const isHere = spots.some((spot) => spot.field === looked);
  useEffect(() => {
    if (isHere) mark.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isHere]);
  return (
    <div
      className="paper-page"
      data-state={state}
      style={{ width: `${zoom * 100}%`, aspectRatio: `${page.width} / ${page.height}` }}
    >
      {pdf && state !== 'failed' && <DrawnPage pdf={pdf} page={number} onDrawn={note} />}
      <svg
        viewBox={`0 0 ${page.width} ${page.height}`}
        role="img"
        aria-label={t('pageOf', { page: number, file: invoice.file })}
        data-pointing={onPoint !== null}
      >
        {spots.map((spot) => (
          <Mark
            key={spot.field}
            page={page}
            box={spot}
            ref={spot.field === looked ? mark : null}
            className={spot.field === looked ? 'spot looked' : 'spot'}
          />
        ))}
        {pointed
          .filter((one) => one.box.page === number)
          .map(({ field, box }) => (
            <Mark key={field} page={page} box={box} className="spot taught" />
          ))}
        <Pieces page={page} onPoint={onPoint} />
      </svg>
    </div>
  );
}

type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };

function Mark({
  page,
  box,
  className,
  ref,
}: {
  readonly page: PageShape;
  readonly box: Box;
  readonly className: string;
  readonly ref?: React.Ref<SVGRectElement>;
}) {
  return (
    <rect
      ref={ref ?? null}
      className={className}
      x={box.x - 2}
      // Pages count upwards from their foot, the screen downwards from its head.
      y={page.height - box.y - box.h - 1}
      width={box.w + 4}
      height={box.h + 4}
    />
  );
}

function Pieces({ page, onPoint }: { readonly page: PageShape; readonly onPoint: OnPoint | null }) {
  return page.pieces.map((piece, index) => {
    const { text, ...box } = piece;
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: the list beside the page does the same by keyboard
      <text
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other key
        key={index}
        x={piece.x}
        y={page.height - piece.y}
        fontSize={piece.h}
        {...(piece.w > 0 ? { textLength: piece.w, lengthAdjust: 'spacingAndGlyphs' } : {})}
        onClick={onPoint ? () => onPoint({ page: page.page, ...box }, text) : undefined}
      >
        {text}
      </text>
    );
  });
}
