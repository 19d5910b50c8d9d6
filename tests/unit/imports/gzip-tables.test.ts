import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openImport } from '../../../src/main/imports/open-import.ts';
import { fileOf, readAll } from './read-all.ts';

const CSV = 'date,amount,currency\n2026-06-01,1.50,USD\n2026-06-02,2.25,USD\n';
const open = async (bytes: Uint8Array) => {
  const found = await openImport(fileOf(bytes, 'table.csv.gz'), { baseCurrency: 'USD' });
  if (found.format === null) throw new Error('The header was not known.');
  for await (const _ of found.rows()) void _;
};

describe('a table packed with gzip', () => {
  it('is read as what is in it', async () => {
    const { rows, rejects } = await readAll(gzipSync(CSV));
    expect(rejects).toEqual([]);
    expect(rows).toHaveLength(2);
  });

  it('that is cut off or damaged is refused as such', async () => {
    const packed = gzipSync(CSV.repeat(50));
    const cut = packed.subarray(0, packed.length - 12);
    await expect(open(cut)).rejects.toMatchObject({ code: 'archive_unreadable' });
    await expect(open(Buffer.from([0x1f, 0x8b, 8, 0]))).rejects.toMatchObject({
      code: 'archive_unreadable',
    });
  });

  it('that unpacks to far more than it is refused before it fills the memory', async () => {
    const bomb = gzipSync(CSV + '\n'.repeat(64 * 1024 * 1024));
    await expect(open(bomb)).rejects.toMatchObject({ code: 'archive_too_large' });
  });
});
