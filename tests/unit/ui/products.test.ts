import { expect, test } from 'vitest';
import { PROVIDERS } from '../../../src/main/providers/registry.ts';
import { BY_PLAN, EXPORT_OF, EXPORTED } from '../../../src/renderer/features/products/products.ts';

test('a list of providers and products names each once: a choice that stands twice is none', () => {
  const ids = [...PROVIDERS, ...EXPORTED, ...BY_PLAN].map(({ id }) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  const exported = EXPORTED.map(({ id }) => id);
  expect(Object.values(EXPORT_OF).filter((id) => !exported.includes(id))).toEqual([]);
});
