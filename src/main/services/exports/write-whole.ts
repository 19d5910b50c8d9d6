import { Failure } from '../../../core/failure.ts';
import { diskFailure } from '../../disk-failure.ts';
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
    case 'ENAMETOOLONG':
    case 'ELOOP':
    case 'EEXIST':
    case 'EINVAL':
    case 'ERR_INVALID_ARG_VALUE':
    case 'ETXTBSY':
    case 'EBUSY':
      return notWritable(file);
    default:
      return diskFailure(file, error) ?? error;
  }
}

const notWritable = (file: string): Failure =>
  new Failure(
    'file_not_writable',
    `${file} cannot be written. Close it where it is open, or choose another place.`,
    { file },
  );
