import { type ReactNode, useState } from 'react';
import { saveFile } from '../../contract/desktop.ts';
import { ask } from '../ask.ts';
import { FailureNotice } from './failure-notice.tsx';

/** Asks where a CSV goes, and has it written there. */
export function SaveCsv({
  name,
  write,
  children,
}: {
  /** The file's name without its ending, as it is suggested. */
  readonly name: string;
  readonly write: (file: string) => Promise<unknown>;
  readonly children: ReactNode;
}) {
  const [failed, setFailed] = useState<Error | null>(null);
  const save = async (): Promise<void> => {
    setFailed(null);
    const { file } = await ask(saveFile, { name: `${name}.csv`, ending: 'csv' });
    if (file !== null) await write(file);
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
