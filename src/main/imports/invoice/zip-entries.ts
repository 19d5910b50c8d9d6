import { Unzip, UnzipInflate } from 'fflate';
import { Failure } from '../../../core/failure.ts';
import { type Deadline, LIMITS } from './limits.ts';

export type ZipEntry = { readonly name: string; readonly bytes: Uint8Array };

/**
 * The wanted files of a ZIP, unpacked piece by piece so that the limits on count, size and ratio hold
 * while unpacking, whatever the directory of the archive claims, or where it was cut off (yauzl trusts it).
 */
export function zipEntries(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
  deadline: Deadline,
): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let count = 0;
  let total = 0;
  const most = Math.min(LIMITS.zipBytes, Math.max(1_000_000, bytes.length * LIMITS.zipRatio));
  const unzip = new Unzip((file) => {
    count += 1;
    if (count > LIMITS.zipEntries) throw bomb();
    if (!isWanted(file.name)) return;
    const parts: Uint8Array[] = [];
    file.ondata = (error, part, isLast) => {
      if (error) throw error;
      total += part.length;
      if (total > most) throw bomb();
      deadline.check();
      parts.push(part);
      if (isLast) entries.push({ name: file.name, bytes: joined(parts) });
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    // Small pieces in bound what one step can put out.
    for (let at = 0; at < bytes.length; at += 16_384) {
      unzip.push(bytes.subarray(at, at + 16_384), at + 16_384 >= bytes.length);
    }
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure(
      'zip_broken',
      'This archive is damaged and cannot be unpacked. Ask for another copy.',
      {
        reason: cause instanceof Error ? cause.message : 'unknown',
      },
    );
  }
  return entries;
}

function bomb(): Failure {
  return new Failure(
    'zip_bomb',
    'This archive would unpack to far more than any invoice. It was not read; ask the vendor for the plain file.',
    { megabytes: LIMITS.zipBytes / 1_000_000 },
  );
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
