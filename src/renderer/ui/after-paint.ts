import { useEffect, useState } from 'react';

/**
 * Whether what is on screen has been painted since it was whole. Questions that take their time wait
 * for it, so that they do not hold up the page whose side they fill.
 */
export function useAfterPaint(isWhole: boolean): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    if (!isWhole) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // A frame's callbacks run before it is painted; what they put off runs after.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setPainted(true), 0);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [isWhole]);
  return isPainted;
}
