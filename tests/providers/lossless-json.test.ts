import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  JsonNumber,
  type JsonValue,
  parseLosslessJson,
} from '../../src/main/providers/lossless-json.ts';

const plain = (value: JsonValue): unknown => {
  if (value instanceof JsonNumber) return Number(value.text);
  if (Array.isArray(value)) return value.map((one: JsonValue) => plain(one));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
  return value;
};

describe('JSON read without floats', () => {
  it('keeps the digits of every number that is not a plain whole one', () => {
    const read = parseLosslessJson(
      '{"a":0.1000000000000000055,"b":2.1e-06,"c":[12345678901234567890,7]}',
    );
    expect(read).toEqual({
      a: new JsonNumber('0.1000000000000000055'),
      b: new JsonNumber('2.1e-06'),
      c: [new JsonNumber('12345678901234567890'), 7],
    });
  });

  it('keeps them wherever they stand', () => {
    for (const text of ['2.5', ' -2.5', '[ 2.5]', '[1,\n2.5]', '{"a" : 2.5}', '{"a":[[2E3]]}'])
      expect(JSON.stringify(parseLosslessJson(text))).toContain('"text"');
  });

  it('makes a character of every half of one, and leaves whole ones and their spelling alone', () => {
    expect(
      parseLosslessJson(
        String.raw`["\ud800", "a\udc00b", "\ud83d\ude00", "\\ud800", {"\udfff": "\ud800\ud83d\ude00"}]`,
      ),
    ).toEqual(['\ufffd', 'a\ufffdb', '😀', '\\ud800', { '\ufffd': '\ufffd😀' }]);
  });

  it('says the same as JSON.parse otherwise', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(plain(parseLosslessJson(text))).toEqual(plain(JSON.parse(text) as JsonValue));
      }),
    );
  });
});
