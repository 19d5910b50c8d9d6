import type { exportRun } from '../../../contract/book.ts';
import type { OutputOf } from '../../../contract/request.ts';

export type ExportWarning = OutputOf<typeof exportRun>['warnings'][number];

/** What is worth knowing of a file: a stable code, an English sentence, and the values that it names. */
export const warning = (
  code: string,
  text: string,
  details: ExportWarning['details'] = {},
): ExportWarning => ({ code, text, details });
