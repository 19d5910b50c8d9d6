import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimDoc, claimsReceipt } from '../../../contract/claims.ts';
import { showFile } from '../../../contract/desktop.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { ask, useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { DrawnPage } from '../../ui/pdf/drawn-page.tsx';
import type { DrawablePdf } from '../../ui/pdf/open-pdf.ts';
import { usePdf } from '../../ui/pdf/use-pdf.ts';

/** The receipts of a claim, one below the other, to be read beside its lines. */
export function ReceiptView({ claim }: { readonly claim: ClaimDoc }) {
  const { t } = useTranslation('claims');
  const receipts = new Map(
    claim.lines.flatMap((line) => line.receipts.map((one) => [one.sha256, one.file] as const)),
  );
  return (
    <section className="card" aria-label={t('receipt.title')}>
      <h2>{t('receipt.title')}</h2>
      {receipts.size === 0 ? (
        <p className="dim" style={{ margin: 0 }}>
          {t('receipt.none')}
        </p>
      ) : (
        [...receipts].map(([sha256, file]) => (
          <OneReceipt key={sha256} sha256={sha256} file={file} />
        ))
      )}
    </section>
  );
}

function OneReceipt({ sha256, file }: { readonly sha256: string; readonly file: string }) {
  const { t } = useTranslation('claims');
  const answer = useAnswer(claimsReceipt, { sha256 });
  const drawn = usePdf(answer.data?.mediaType === 'application/pdf' ? sha256 : null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={320} />;
  const { picture, mediaType, pages, path } = answer.data;
  return (
    <figure style={{ margin: '0 0 12px' }}>
      <figcaption style={{ marginBottom: 6 }}>
        {file}{' '}
        <button
          type="button"
          className="door"
          onClick={() => void ask(showFile, { file: path }).catch(() => undefined)}
        >
          {t('receipt.show')}
        </button>
      </figcaption>
      {picture !== null && (
        <img
          src={`data:${mediaType};base64,${picture}`}
          alt={t('receipt.picture', { file })}
          style={{ maxWidth: '100%', border: '1px solid var(--line)', borderRadius: 4 }}
        />
      )}
      {pages.map((page, index) => (
        <ReceiptPage
          key={`${sha256} ${String(index)}`}
          page={page}
          number={index + 1}
          pdf={drawn.state === 'open' ? drawn.pdf : null}
        />
      ))}
      {picture === null && pages.length === 0 && <p className="dim">{t('receipt.unseen')}</p>}
    </figure>
  );
}

type Page = OutputOf<typeof claimsReceipt>['pages'][number];

/** A page as it looks; until it is drawn, and where it cannot be, its text where it stands. */
function ReceiptPage({
  page,
  number,
  pdf,
}: {
  readonly page: Page;
  readonly number: number;
  readonly pdf: DrawablePdf | null;
}) {
  const { t } = useTranslation('claims');
  const [state, setState] = useState<'waiting' | 'drawn' | 'failed'>('waiting');
  const note = useCallback((isDrawn: boolean) => setState(isDrawn ? 'drawn' : 'failed'), []);
  const isDrawn = state === 'drawn';
  return (
    <div
      className="receipt-page"
      data-state={state}
      {...(isDrawn ? { role: 'img', 'aria-label': t('receipt.page') } : {})}
    >
      {pdf && state !== 'failed' && <DrawnPage pdf={pdf} page={number} onDrawn={note} />}
      {!isDrawn && <Paper page={page} />}
    </div>
  );
}

const MARGIN = 14;

/** A page's text where it stands on the paper: enough to compare every figure with its line. */
function Paper({ page }: { readonly page: Page }) {
  const { t } = useTranslation('claims');
  // Without the margins: the figures are what is to be read.
  const left = Math.max(0, Math.min(...page.items.map(({ x }) => x)) - MARGIN);
  const top = Math.max(0, Math.min(...page.items.map(({ y, h }) => y - h)) - MARGIN);
  const right = Math.max(left + page.width / 2, ...page.items.map(({ x, w }) => x + w)) + MARGIN;
  const bottom = Math.max(...page.items.map(({ y }) => y)) + MARGIN;
  if (page.items.length === 0) return null;
  return (
    <svg
      viewBox={`${left} ${top} ${right - left} ${bottom - top}`}
      role="img"
      aria-label={t('receipt.page')}
      style={{
        width: '100%',
        background: '#fff',
        border: '1px solid var(--line)',
        borderRadius: 4,
        display: 'block',
        marginBottom: 6,
      }}
    >
      {page.items.map(({ x, y, w, h, text }, index) => (
        <text
          // Two pieces may stand on one spot: their place in the list tells them apart.
          // biome-ignore lint/suspicious/noArrayIndexKey: a page never changes
          key={index}
          x={x}
          y={y}
          fontSize={h}
          fill="#1d2327"
          textLength={w > 0 ? w : undefined}
          lengthAdjust="spacingAndGlyphs"
        >
          {text}
        </text>
      ))}
    </svg>
  );
}
