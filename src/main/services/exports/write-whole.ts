import { Failure } from '../../../core/failure.ts';
import { writeWholeFile } from '../../whole-file.ts';

/** Writes a file as a whole or not at all; what kept it from being written, in words. */
export function writeWhole(file: string, bytes: Uint8Array): void {
  try {
    writeWholeFile(file, bytes);
  } catch (error) {
    throw fileFailure(file, error);
  }
}

/** Puts the system's reasons for not reading or writing a file into words. */
export function fileFailure(file: string, error: unknown): unknown {
  switch ((error as NodeJS.ErrnoException | null)?.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new Failure('folder_missing', `The folder of ${file} does not exist.`, { file });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EISDIR':
      return new Failure(
        'file_not_writable',
        `${file} cannot be written. Close it where it is open, or choose another place.`,
        { file },
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new Failure(
        'disk_full',
        'The disk is full. Nothing was changed; make room and try again.',
        { file },
      );
    default:
      return error;
  }
}
