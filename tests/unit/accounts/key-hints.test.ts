import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KEY_HINTS } from '../../../src/core/accounts/key-hints.ts';
import { PROVIDERS } from '../../../src/main/providers/registry.ts';

test('the command line says of each provider’s key what the window says', () => {
  const file = join(import.meta.dirname, '../../../src/renderer/i18n/en/accounts.json');
  const { keyHint } = JSON.parse(readFileSync(file, 'utf8')) as {
    keyHint: Record<string, string>;
  };
  expect(PROVIDERS.map((one) => [one.keyHint, KEY_HINTS[one.keyHint]])).toEqual(
    PROVIDERS.map((one) => [one.keyHint, keyHint[one.keyHint]]),
  );
});
