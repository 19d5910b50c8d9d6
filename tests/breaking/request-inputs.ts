import { join } from 'node:path';
import fc from 'fast-check';
import * as z from 'zod';
import type { Request } from '../../src/contract/request.ts';

type Schema = {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema | boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
};

const WORDS = [
  '2026-05',
  '2026-06',
  '2026-06-12',
  '2026-02-30',
  '9999-12',
  '9999-12-31',
  '0001-01',
  '2099-12',
  'anna.keller@acme.example',
  'ana@fernwerk.example',
  'USD',
  'EUR',
  '12.34',
  '-0.01',
  '99999999999999999999',
  'NaN',
  '',
  ' ',
  '\0',
  '__proto__',
  "'; DROP TABLE usage; --",
  '\ud800',
  'x'.repeat(5000),
] as const;

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
  fc.string({ unit: 'binary', maxLength: 30 }),
);
/** Files that a request names lie in one folder, so that nothing of this computer is touched. */
const PATHS = new Set([
  'file',
  'files',
  'backup',
  'against',
  'out',
  'folder',
  'place',
  'invitation',
]);

/** Inputs of a request's shape, with strange values in it, and some against it. */
export function inputsOf(request: Request, folder: string): fc.Arbitrary<unknown> {
  const shape = z.toJSONSchema(request.input, { unrepresentable: 'any', io: 'input' }) as Schema;
  const path = fc
    .constantFrom('a.csv', 'b.json', 'missing/c', 'd\0e', 'x'.repeat(400), '.')
    .map((name) => join(folder, name));
  const of = (schema: Schema, name: string): fc.Arbitrary<unknown> => {
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => of(one, name)));
    switch (schema.type) {
      case 'string':
        return PATHS.has(name) ? path : text;
      case 'integer':
        return fc.oneof(fc.integer({ min: -1, max: 12 }), fc.maxSafeInteger());
      case 'number':
        return fc.oneof(fc.integer({ min: -1, max: 12 }), fc.double());
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'array': {
        const { items } = schema;
        const one = typeof items === 'object' ? of(items, name) : fc.jsonValue();
        return fc.array(one, { maxLength: 3 });
      }
      case 'object': {
        const fields = Object.entries(schema.properties ?? {});
        const model = Object.fromEntries(fields.map(([field, one]) => [field, of(one, field)]));
        return fc.record(model, { requiredKeys: [...(schema.required ?? [])] });
      }
      default:
        return fc.jsonValue();
    }
  };
  return fc.oneof(
    { weight: 9, arbitrary: of(shape, '') },
    { weight: 1, arbitrary: fc.anything() as fc.Arbitrary<unknown> },
  );
}
