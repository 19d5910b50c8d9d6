import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportManifest, manifestText, totalsOf } from '../../../src/main/exports/manifest.ts';

const manifestsUnder = (env: Readonly<Record<string, string>>): string => {
  const script = join(import.meta.dirname, 'write-everything.ts');
  const run = spawnSync(process.execPath, [script], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  expect(run.stderr).not.toContain('Error');
  return run.stdout;
};

describe('exports', () => {
  it('are byte for byte the same in every time zone and language', () => {
    const here = manifestsUnder({
      TZ: 'America/St_Johns',
      LANG: 'de_DE.UTF-8',
      LC_ALL: 'de_DE.UTF-8',
    });
    const there = manifestsUnder({
      TZ: 'Pacific/Kiritimati',
      LANG: 'zh_CN.UTF-8',
      LC_ALL: 'zh_CN.UTF-8',
    });
    expect(here.match(/"sha256": "[0-9a-f]{64}"/g)).toHaveLength(11);
    expect(there).toBe(here);
  }, 300_000);
});

describe('a manifest', () => {
  it('names filters, rows, totals per currency, the hash and the version', () => {
    const about = {
      file: 'charges.csv',
      kind: 'charges',
      format: 'csv',
      filters: { team: 'Sales', month: '2026-06' },
      rows: 3,
      totals: totalsOf([
        { micro: 1_500_000n, currency: 'USD' },
        { micro: 1n, currency: 'EUR' },
        { micro: -500_000n, currency: 'USD' },
      ]),
      appVersion: '0.1.0',
    };
    const manifest = exportManifest(about, new TextEncoder().encode('abc'));
    expect(JSON.parse(manifestText(manifest))).toEqual({
      ...about,
      totals: [
        { amount: '0.000001', currency: 'EUR' },
        { amount: '1.00', currency: 'USD' },
      ],
      // FIPS 180-2, appendix B.1.
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      bytes: 3,
    });
    expect(Object.keys(manifest.filters)).toEqual(['month', 'team']);
  });
});
