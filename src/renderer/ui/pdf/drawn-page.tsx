import { useEffect, useRef, useState } from 'react';
import type { DrawablePdf } from './open-pdf.ts';

/** Widths are drawn in such steps, so that a window being resized does not draw at every pixel. */
const STEP_PX = 200;
/** How far below the screen a page is drawn already. */
const AHEAD = '400px';

/** One page of a PDF as it looks, drawn once it comes near the screen. */
export function DrawnPage({
  pdf,
  page,
  onDrawn,
}: {
  readonly pdf: DrawablePdf;
  readonly page: number;
  readonly onDrawn: (isDrawn: boolean) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isNear, setNear] = useState(false);
  const [widthPx, setWidthPx] = useState(0);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const seen = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setNear(true);
      },
      { rootMargin: AHEAD },
    );
    const sized = new ResizeObserver(([entry]) => {
      const css = (entry?.contentRect.width ?? 0) * window.devicePixelRatio;
      setWidthPx(Math.ceil(css / STEP_PX) * STEP_PX);
    });
    seen.observe(element);
    sized.observe(element);
    return () => {
      seen.disconnect();
      sized.disconnect();
    };
  }, []);
  useEffect(() => {
    const element = canvas.current;
    if (!element || !isNear || widthPx === 0) return;
    let isLeft = false;
    // Drawn apart and shown whole: a page that is drawn again does not blink.
    const apart = document.createElement('canvas');
    pdf
      .draw(page, apart, widthPx)
      .then(() => {
        if (isLeft) return;
        element.width = apart.width;
        element.height = apart.height;
        element.getContext('2d')?.drawImage(apart, 0, 0);
        onDrawn(true);
      })
      .catch(() => {
        if (!isLeft) onDrawn(false);
      });
    return () => {
      isLeft = true;
    };
  }, [pdf, page, isNear, widthPx, onDrawn]);
  return <canvas ref={canvas} />;
}
