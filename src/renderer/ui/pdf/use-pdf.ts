import { useEffect, useState } from 'react';
import { originalsRead } from '../../../contract/originals.ts';
import { ask } from '../../ask.ts';
import type { DrawablePdf } from './open-pdf.ts';

/** A PDF to be drawn: under way, opened, or not to be drawn at all. */
export type PdfState =
  | { readonly state: 'opening' | 'failed' }
  | { readonly state: 'open'; readonly pdf: DrawablePdf };

/** Opens an original's PDF for as long as it is looked at; `null` opens nothing. */
export function usePdf(sha256: string | null): PdfState {
  const [state, setState] = useState<PdfState>({ state: 'opening' });
  useEffect(() => {
    setState({ state: 'opening' });
    if (sha256 === null) return;
    const left = new AbortController();
    const open = async (): Promise<void> => {
      const [{ base64 }, { openPdf }, { bytesOf }] = await Promise.all([
        ask(originalsRead, { sha256 }),
        import('./open-pdf.ts'),
        import('./pdf-assets.ts'),
      ]);
      if (left.signal.aborted) return;
      const pdf = await openPdf(bytesOf(base64), left.signal);
      if (!left.signal.aborted) setState({ state: 'open', pdf });
    };
    open().catch(() => {
      if (!left.signal.aborted) setState({ state: 'failed' });
    });
    return () => left.abort();
  }, [sha256]);
  return state;
}
