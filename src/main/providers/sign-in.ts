import { z } from 'zod';
import { isLoopback } from './allowed-hosts.ts';
import { requestFailure } from './request-failure.ts';

/** Where and how a provider exchanges a key for a token of an hour or two (OAuth 2.0, client credentials). */
export type SignIn = {
  /** `https://` and the one host that the key is shown to for it; part of the program, never of a book. */
  readonly origin: string;
  /** The path for the organization, and the form that is sent there. */
  readonly form: (
    key: string,
    organization: string | null,
  ) => { readonly path: string; readonly fields: Readonly<Record<string, string>> };
  /** The fields go as JSON instead. */
  readonly asJson?: boolean;
};

/** The request for a token. Where the account lies on this computer (a test), so does its sign-in. */
export function signInRequest(
  { origin, form, asJson = false }: SignIn,
  base: URL,
  key: string,
  organization: string | null,
): { url: URL; init: RequestInit & { headers: Record<string, string> } } {
  const { path, fields } = form(key, organization);
  const headers = {
    accept: 'application/json',
    'content-type': asJson ? 'application/json' : 'application/x-www-form-urlencoded',
  };
  return {
    url: new URL(path, isLoopback(base) ? base.origin : origin),
    init: {
      method: 'POST',
      headers,
      body: asJson ? JSON.stringify(fields) : new URLSearchParams(fields).toString(),
    },
  };
}

const answer = z.union([
  z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() }),
  // As Feishu and Lark call it.
  z
    .object({ tenant_access_token: z.string().min(1), expire: z.coerce.number() })
    .transform(({ tenant_access_token: text, expire }) => ({
      access_token: text,
      expires_in: expire,
    })),
]);

/** The token in a sign-in's answer; throws `Failure('answer_changed')` where there is none. */
export function tokenOf(
  provider: string,
  body: unknown,
): { readonly text: string; readonly seconds: number } {
  const read = answer.safeParse(body);
  if (!read.success) throw requestFailure('answer_changed', provider, { field: 'access_token' });
  return { text: read.data.access_token, seconds: read.data.expires_in };
}
