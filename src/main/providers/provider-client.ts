import { errorOfStatus, nextTry, type RequestErrorCode } from '../../core/accounts/retry-plan.ts';
import type { Failure } from '../../core/failure.ts';
import { mayCall } from './allowed-hosts.ts';
import { dateOf, idInBody, jsonOf, requestIdOf, saidIn, waitOf } from './answer-parts.ts';
import type { JsonValue } from './lossless-json.ts';
import { redacted } from './redact.ts';
import { requestFailure } from './request-failure.ts';
import { errorCodeOf, readBounded } from './response-body.ts';
import { type SignIn, signInRequest, tokenOf } from './sign-in.ts';

/** What `authorize` shows the key for. */
export type SentRequest = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** '' where there is none. */
  readonly body: string;
  /** By the provider's clock, where it has shown one: a signature of another time is refused. */
  readonly nowMs: number;
};

/** How a provider wants to be asked. */
export type ClientRules = {
  /** Requests per minute, and how many may come at once, by family; `other` for all the rest. */
  readonly pace: Readonly<Record<string, { readonly perMinute: number; readonly burst: number }>>;
  /** Seconds of the first wait after a 429 that names none. */
  readonly firstWaitSeconds: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The headers that show the key, worked out anew for every try: a signature covers what is sent, and when. */
  readonly authorize: (key: string, sent: SentRequest) => Readonly<Record<string, string>>;
  /** The key is exchanged for a token of an hour at the provider's own sign-in, and `authorize` gets the token. */
  readonly signIn?: SignIn;
  /** What an answer's own error code stands for, where its status does not tell; `null`: nothing of its own. */
  readonly errorOf?: (status: number, body: JsonValue | undefined) => RequestErrorCode | null;
  /** Hosts that a download link of this provider may lead to; the key never goes there. */
  readonly downloadHosts: readonly string[];
};

/** The world outside, handed in: tests neither wait nor leave the computer. */
export type NetworkAccess = {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly nowMs: () => number;
  readonly sleep: (ms: number, signal: AbortSignal | null) => Promise<void>;
  /** 0 (included) to 1, for jitter. */
  readonly random: () => number;
};

export type ClientInput = {
  readonly provider: string;
  readonly base: URL;
  readonly key: string;
  /** What the owner named beside the key: a sign-in may belong to it. */
  readonly organization?: string | null;
  readonly version: string;
  readonly rules: ClientRules;
  readonly network: NetworkAccess;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly largestAnswerBytes?: number;
};

export type Query = readonly (readonly [string, string])[];
export type Request = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Query;
  /** JSON text. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly family?: string;
  /** Statuses beside 2xx that are an answer, not a failure. */
  readonly expects?: readonly number[];
  /** It changes something: never sent twice after it may have arrived. */
  readonly writes?: boolean;
};

export type Answer = {
  readonly status: number;
  readonly body: JsonValue;
  readonly requestId: string | null;
  readonly link: string | null;
  /** Of the page after this one, where the provider says so in a header of its own. */
  readonly nextPage: string | null;
  /** Counts optional fields of it that could not be read. */
  readonly noteSpoiled: (fields: number) => void;
};

export type ProviderClient = {
  readonly send: (request: Request) => Promise<Answer>;
  /** The text behind a link that the provider gave, without the key. */
  readonly download: (link: string) => Promise<string>;
  /** The whole address of a path, for showing a planned write. */
  readonly urlOf: (path: string) => string;
  /** Requests sent so far. */
  readonly requests: () => number;
  /** Whether the key is of the kind that begins like this. The key itself is told to nobody. */
  readonly keyBegins: (start: string) => boolean;
  /** How many optional fields of answers could not be read since this was last asked. */
  readonly takeSpoiled: () => number;
  /** Unix seconds now by the provider's clock, as its last answer showed it; `null` where none did. */
  readonly providerSeconds: () => number | null;
};

type Reply = { status: number; headers: Headers; text: string };
type Outgoing = {
  url: URL;
  init: RequestInit & { headers: Record<string, string> };
  /** With the key; without it, to a download's host; at the sign-in. */
  keyed: 'key' | 'download' | 'sign-in';
  request: Request;
};
class FailedRequest {
  readonly code: RequestErrorCode;
  readonly details: Readonly<Record<string, string | number | null>>;
  readonly askedSeconds: number | null;
  constructor(
    code: RequestErrorCode,
    details: Readonly<Record<string, string | number | null>> = {},
    askedSeconds: number | null = null,
  ) {
    this.code = code;
    this.details = details;
    this.askedSeconds = askedSeconds;
  }
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 3;
/** Of these it is certain that the provider did not carry the request out. */
const NOT_CARRIED_OUT = new Set<RequestErrorCode>(['rate_limited']);

/**
 * The one way to a provider: only the account's own address is called, the key goes nowhere else
 * and into no text, waits and tries again as the provider asks, and every failure is a `Failure`
 * with a sentence and a `plan` (`retry`, `wait`, `ask`).
 */
export function providerClient(input: ClientInput): ProviderClient {
  const { provider, base, key, rules, network } = input;
  const signal = input.signal ?? null;
  const pace = pacer(rules, network);
  let sent = 0;
  let spoiled = 0;
  const noteSpoiled = (fields: number): void => {
    spoiled += fields;
  };
  let aheadSeconds: number | null = null;

  const urlOf = (path: string): URL =>
    new URL(`${base.origin}${base.pathname.replace(/\/+$/, '')}${path}`);

  const once = async (outgoing: Outgoing): Promise<Reply> => {
    let { url } = outgoing;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const isSignIn = outgoing.keyed === 'sign-in' && hop === 0;
      const hosts = outgoing.keyed === 'download' ? rules.downloadHosts : [];
      if (!isSignIn && !mayCall(base, url, hosts))
        throw new FailedRequest('host_not_allowed', { host: url.host });
      const shown = outgoing.keyed === 'key' ? await showKey(outgoing, url) : {};
      sent += 1;
      const timeout = AbortSignal.timeout(input.timeoutMs ?? 60_000);
      try {
        const response = await network.fetch(url.href, {
          ...outgoing.init,
          headers: { ...outgoing.init.headers, ...shown },
          redirect: 'manual',
          signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        });
        const clock = dateOf(response.headers);
        if (clock !== null) aheadSeconds = network.nowMs() / 1000 - clock;
        const location = response.headers.get('location');
        if (REDIRECTS.has(response.status) && location !== null) {
          await response.body?.cancel();
          if (outgoing.init.method !== 'GET' || !URL.canParse(location, url.href))
            throw new FailedRequest('host_not_allowed', { host: url.host });
          url = new URL(location, url);
          continue;
        }
        const text = await readBounded(response, input.largestAnswerBytes ?? 64 * 1024 * 1024);
        if (text === null) throw new FailedRequest('answer_too_large');
        return { status: response.status, headers: response.headers, text };
      } catch (error) {
        if (error instanceof FailedRequest) throw error;
        if (signal?.aborted) throw new FailedRequest('cancelled');
        throw new FailedRequest(errorCodeOf(error, timeout.aborted));
      }
    }
    throw new FailedRequest('host_not_allowed', { host: url.host });
  };

  let token: { readonly text: string; readonly untilMs: number } | null = null;

  /** The headers that show the key, or the token that it was exchanged for. */
  const showKey = async (
    { init, request }: Outgoing,
    url: URL,
  ): Promise<Readonly<Record<string, string>>> => {
    const { signIn } = rules;
    if (signIn && (token === null || token.untilMs <= network.nowMs())) {
      const asked = signInRequest(signIn, base, key, input.organization ?? null);
      const { body } = await judged({ ...asked, keyed: 'sign-in', request });
      const { text, seconds } = tokenOf(provider, body);
      token = { text, untilMs: network.nowMs() + Math.max(0, seconds - 60) * 1000 };
    }
    return rules.authorize(token?.text ?? key, {
      method: init.method ?? 'GET',
      url,
      headers: init.headers,
      body: typeof init.body === 'string' ? init.body : '',
      nowMs: network.nowMs() - (aheadSeconds ?? 0) * 1000,
    });
  };

  const errorOf = ({ keyed }: Outgoing, status: number, text: string): RequestErrorCode | null => {
    // A sign-in says with 400 that the secret is wrong, or the tenant unknown.
    if (keyed === 'sign-in' && status === 400) return 'key_refused';
    return rules.errorOf?.(status, jsonOf(text)) ?? errorOfStatus(status);
  };

  const judged = async (outgoing: Outgoing): Promise<Reply & { body: JsonValue }> => {
    const reply = await once(outgoing);
    const { status, headers, text } = reply;
    const { request } = outgoing;
    const expected = request.expects?.includes(status) === true;
    const found = expected ? null : errorOf(outgoing, status, text);
    if (found !== null) {
      // A date in an answer is meant by the clock of whoever sent it.
      const now = dateOf(headers) ?? network.nowMs() / 1000;
      const { code, askedSeconds } = waitOf(found, headers, now);
      const said = redacted(saidIn(text), key);
      throw new FailedRequest(
        code,
        { status, said: said === '' ? null : said, requestId: requestIdOf(headers) },
        askedSeconds,
      );
    }
    if (outgoing.keyed === 'download') return { ...reply, body: null };
    const body = jsonOf(text);
    if (body === undefined) {
      if (!expected && status !== 204) throw new FailedRequest('answer_unreadable', { status });
      return { ...reply, body: null };
    }
    return { ...reply, body };
  };

  const patiently = async (outgoing: Outgoing): Promise<Reply & { body: JsonValue }> => {
    for (let attempt = 1; ; attempt += 1) {
      if (signal?.aborted) throw requestFailure('cancelled', provider);
      await pace(outgoing.request.family ?? 'other', signal);
      try {
        return await judged(outgoing);
      } catch (error) {
        if (!(error instanceof FailedRequest)) throw error;
        const step =
          outgoing.request.writes === true && !NOT_CARRIED_OUT.has(error.code)
            ? ({ step: 'stop', waitSeconds: null } as const)
            : nextTry(
                error.code,
                attempt,
                error.askedSeconds,
                network.random(),
                rules.firstWaitSeconds,
              );
        if (step.step === 'stop') throw failureOf(error, step.waitSeconds);
        await network.sleep(Math.ceil(step.waitSeconds * 1000), signal);
      }
    }
  };

  const failureOf = (failed: FailedRequest, waitSeconds: number | null): Failure =>
    requestFailure(failed.code, provider, {
      ...failed.details,
      nextTry:
        waitSeconds === null ? null : new Date(network.nowMs() + waitSeconds * 1000).toISOString(),
    });

  const common = { 'user-agent': `Seatworth/${input.version}` };
  return {
    send: async (request) => {
      const url = urlOf(request.path);
      // An id of a provider's answer that climbs to another path is no id.
      if (/\/\.{1,2}(\/|$)/.test(request.path)) throw requestFailure('answer_changed', provider);
      for (const [name, value] of request.query ?? []) url.searchParams.append(name, value);
      const headers: Record<string, string> = {
        accept: 'application/json',
        ...common,
        ...rules.headers,
        ...request.headers,
      };
      if (request.body !== undefined) headers['content-type'] = 'application/json';
      const init: Outgoing['init'] = { method: request.method, headers };
      if (request.body !== undefined) init.body = request.body;
      const reply = await patiently({ url, init, keyed: 'key', request });
      return {
        status: reply.status,
        body: reply.body,
        requestId: requestIdOf(reply.headers) ?? idInBody(reply.body),
        link: reply.headers.get('link'),
        nextPage: reply.headers.get('x-next-page'),
        noteSpoiled,
      };
    },
    download: async (link) => {
      if (!URL.canParse(link)) throw requestFailure('answer_changed', provider);
      const request: Request = { method: 'GET', path: '', family: 'download' };
      const init = { method: 'GET', headers: common };
      return (await patiently({ url: new URL(link), init, keyed: 'download', request })).text;
    },
    urlOf: (path) => urlOf(path).href,
    requests: () => sent,
    keyBegins: (start) => key.startsWith(start),
    takeSpoiled: () => {
      const taken = spoiled;
      spoiled = 0;
      return taken;
    },
    providerSeconds: () => (aheadSeconds === null ? null : network.nowMs() / 1000 - aheadSeconds),
  };
}

/** Lets a burst through and then so many a minute (a token bucket per family). */
function pacer(rules: ClientRules, { nowMs, sleep }: NetworkAccess) {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return async (family: string, signal: AbortSignal | null): Promise<void> => {
    const limit = rules.pace[family] ?? rules.pace['other'];
    if (!limit) return;
    const perMs = limit.perMinute / 60_000;
    const now = nowMs();
    const bucket = buckets.get(family) ?? { tokens: limit.burst, atMs: now };
    const tokens = Math.min(limit.burst, bucket.tokens + Math.max(0, now - bucket.atMs) * perMs);
    buckets.set(family, { tokens: tokens - 1, atMs: now });
    if (tokens < 1) await sleep(Math.ceil((1 - tokens) / perMs), signal);
  };
}
