import type { ReactNode } from 'react';
import { importsRejects } from '../../../contract/imports.ts';
import { ask } from '../../ask.ts';
import { SaveCsv } from '../../ui/save-csv.tsx';

/** Saves an import's rejects as CSV, to be mended and imported again. */
export function SaveRejects({
  id,
  children,
}: {
  readonly id: number;
  readonly children: ReactNode;
}) {
  return (
    <SaveCsv name={`rejects-${id}`} write={(out) => ask(importsRejects, { id, out })}>
      {children}
    </SaveCsv>
  );
}
