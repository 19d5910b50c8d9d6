import { type ReactNode, useState } from 'react';
import { saveFile } from '../../../contract/desktop.ts';
import { importsRejects } from '../../../contract/imports.ts';
import { ask } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';

/** Saves an import's rejects as CSV, to be mended and imported again. */
export function SaveRejects({
  id,
  children,
}: {
  readonly id: number;
  readonly children: ReactNode;
}) {
  const [failed, setFailed] = useState<Error | null>(null);
  const save = async (): Promise<void> => {
    setFailed(null);
    const { file } = await ask(saveFile, { name: `rejects-${id}.csv`, ending: 'csv' });
    if (file !== null) await ask(importsRejects, { id, out: file });
  };
  return (
    <>
      <button
        type="button"
        className="door"
        onClick={() => void save().catch((error: Error) => setFailed(error))}
      >
        {children}
      </button>
      {failed && <FailureNotice error={failed} />}
    </>
  );
}
