import { getDocument, PDFWorker } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { PdfAssets } from './pdf-assets.ts';

/**
 * What a page of a stranger's file may cost at most. A page cannot ask what its worker has used of the processor, only
 * the clock on the wall: so this is twenty times what such a file may need, that a busy computer refuses none that a
 * quiet one draws. The text stands in its place meanwhile, and who leaves ends the worker.
 */
const OPEN_MS = 20 * 15_000;
const DRAW_MS = 20 * 15_000;
const IMAGE_PIXELS = 40_000_000;
const PAGE_PIXELS = 6_000_000;

/** A PDF whose pages can be drawn, one at a time. */
export type DrawablePdf = {
  /** Draws a page, counted from 1, as wide as asked where that is not too large. */
  readonly draw: (page: number, canvas: HTMLCanvasElement, widthPx: number) => Promise<void>;
  readonly close: () => void;
};

/**
 * Opens a PDF in a worker of its own, which is ended with it: no script of the file runs, nothing is
 * fetched, and a file that takes too long is given up. Rejects where it cannot be opened, and once `left` is aborted.
 */
export async function openPdf(
  bytes: Uint8Array<ArrayBuffer>,
  left: AbortSignal,
): Promise<DrawablePdf> {
  const thread = new Worker(workerUrl, { type: 'module' });
  const worker = PDFWorker.create({ port: thread });
  const close = (): void => {
    worker.destroy();
    thread.terminate();
  };
  const failed = new Promise<never>((_resolve, reject) => {
    left.addEventListener('abort', () => {
      close();
      reject(new Error('Nobody looks at it any more.'));
    });
    thread.addEventListener('error', () => reject(new Error('The reader of PDFs did not start.')));
  });
  try {
    const document = await within(
      OPEN_MS,
      Promise.race([
        failed,
        getDocument({
          data: bytes,
          worker,
          verbosity: 0,
          enableXfa: false,
          useWorkerFetch: false,
          useWasm: false,
          disableWorkerRendering: true,
          BinaryDataFactory: PdfAssets,
          cMapUrl: 'own/',
          standardFontDataUrl: 'own/',
          wasmUrl: new URL('.', workerUrl).href,
          maxImageSize: IMAGE_PIXELS,
        }).promise,
      ]),
    );
    // Pages are drawn one after the other, so that each has the thread for itself.
    let last: Promise<unknown> = Promise.resolve();
    const drawNow = async (number: number, canvas: HTMLCanvasElement, widthPx: number) => {
      const page = await document.getPage(number);
      const { width, height } = page.getViewport({ scale: 1 });
      const scale = Math.min(widthPx / width, Math.sqrt(PAGE_PIXELS / (width * height)));
      const viewport = page.getViewport({ scale });
      canvas.width = Math.ceil(viewport.width);
      canvas.height = Math.ceil(viewport.height);
      const drawing = page.render({ canvas, viewport });
      await within(DRAW_MS, drawing.promise, () => drawing.cancel());
      page.cleanup();
    };
    let givenUp: Error | null = null;
    return {
      draw: (page, canvas, widthPx) => {
        const done = last.then(() => {
          if (givenUp) throw givenUp;
          return within(2 * DRAW_MS, drawNow(page, canvas, widthPx));
        });
        last = done.catch((cause: unknown) => {
          // A page that never ends holds the thread: the others are not waited for.
          if (!(cause instanceof TookTooLong)) return;
          givenUp = cause;
          close();
        });
        return done;
      },
      close,
    };
  } catch (cause) {
    close();
    throw cause;
  }
}

class TookTooLong extends Error {}

/** The outcome of some work, or a rejection once it took too long. */
async function within<T>(ms: number, work: Promise<T>, giveUp?: () => void): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      giveUp?.();
      reject(new TookTooLong(`Not done within ${ms} ms.`));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
