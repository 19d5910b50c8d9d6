import type { Reply, TestServer } from './servers/test-server.ts';

export const REQUEST = 'req_77f';

/** Where records stand in a provider's answers, and which of their fields may be missing. */
export type Place = {
  /** The answer, and the list in it: '' is the answer itself. */
  readonly path: RegExp;
  readonly list: string;
  /** Fields of the first record that may be missing. */
  readonly optional: readonly string[];
  /** Fields without which the first record is none. */
  readonly required: readonly string[];
  /** A single record, not in a list. */
  readonly isAlone?: true;
  /** Of several questions with this address, the one that reads the records. */
  readonly asks?: (body: Readonly<Record<string, unknown>>) => boolean;
};

/** What stands there, in an answer as it was written; `undefined` where there is no such place. */
function at(value: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (one, name) =>
      typeof one === 'object' && one !== null
        ? (one as Readonly<Record<string, unknown>>)[name]
        : undefined,
    value,
  );
}

const namesIn = (path: string): string[] => (path === '' ? [] : path.split('.'));

/** The first answer of this kind that holds a record is bent in one field of its first record. */
export function bendFirst(server: TestServer, place: Place, field: string): { bent: boolean } {
  const found = { bent: false };
  const list = place.isAlone === true ? [] : [...namesIn(place.list), '0'];
  server.bend.answer = (asked, reply): Reply => {
    if (!place.path.test(asked.path) || (reply.status ?? 200) !== 200) return reply;
    if (place.asks?.(asked.body) === false) return reply;
    const headers = { ...reply.headers, 'x-request-id': REQUEST };
    const value: unknown = JSON.parse(reply.text ?? JSON.stringify(reply.json));
    const record = at(value, list);
    if (found.bent || typeof record !== 'object') return { ...reply, headers };
    const names = field.split('.');
    const holder = at(record, names.slice(0, -1)) as Record<string, unknown>;
    holder[names.at(-1) ?? ''] = [['odd']];
    found.bent = true;
    return { json: value, headers };
  };
  return found;
}
