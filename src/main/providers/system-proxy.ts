/**
 * What the system says stands between this computer and an address, in the words of proxy
 * configuration files: `DIRECT`, `PROXY proxy.example.com:8080; DIRECT`, `SOCKS5 127.0.0.1:1080`.
 */
export type ProxyResolver = (url: string) => Promise<string>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** The code of the error that a proxy of an unknown kind is told with. */
export const PROXY_UNKNOWN = 'PROXY_UNKNOWN';

class ProxyUnknown extends Error {
  readonly code = PROXY_UNKNOWN;
}

const VARIABLES = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy'] as const;

/** Whether the environment names a proxy at all: somebody set it for this very run, so it goes before the system's. */
function namesProxy(environment: Environment): boolean {
  return VARIABLES.some((name) => (environment[name] ?? '') !== '');
}

/**
 * A variable's proxy as Node takes it: without `http://` before it, as other programs allow, and with a login whose
 * signs nobody escaped. Throws where it is none that can be spoken, since a direct way is not what was asked for.
 */
function proxyAddress(text: string): string {
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const escaped = whole.replace(/%(?![\da-f]{2})/gi, '%25');
  const url = URL.canParse(escaped) ? new URL(escaped) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new ProxyUnknown('The environment names a proxy that cannot be spoken.');
  }
  for (const part of [url.username, url.password]) decodeLogin(part);
  return url.href;
}

function decodeLogin(part: string): void {
  try {
    decodeURIComponent(part);
  } catch {
    throw new ProxyUnknown('The login of the proxy in the environment is not escaped as UTF-8.');
  }
}

/** The environment's own variables for this address alone: Node looks at all that it is given. */
function spoken(environment: Environment, url: string): Environment {
  const wanted = url.startsWith('https:') ? /^https_proxy$/i : /^http_proxy$/i;
  const found: Record<string, string> = {};
  for (const [name, value = ''] of Object.entries(environment)) {
    if (/^no_proxy$/i.test(name)) found[name] = value;
    if (wanted.test(name) && value.trim() !== '') found[name] = proxyAddress(value.trim());
  }
  return found;
}

/** The first way in the system's answer that can be gone: a proxy's address, or `null` for the direct one. */
function firstWay(answer: string): string | null {
  const ways = answer
    .split(';')
    .map((way) => way.trim())
    .filter((way) => way !== '');
  if (ways.length === 0) return null;
  for (const way of ways) {
    if (/^direct$/i.test(way)) return null;
    const [, kind = '', host = ''] = /^(proxy|https?)\s+([\w.:[\]-]+)$/i.exec(way) ?? [];
    if (host !== '') return `${kind.toLowerCase() === 'https' ? 'https' : 'http'}://${host}`;
  }
  throw new ProxyUnknown(`No way to go in "${answer.slice(0, 100)}".`);
}

/**
 * The proxy variables for one address: the environment's own with its exceptions (`NO_PROXY`), where
 * it names a proxy; else what the system's settings say, where there is somebody to ask. Throws an
 * error with the code `PROXY_UNKNOWN` where either names none but kinds that cannot be spoken.
 */
export async function proxyVariables(
  url: string,
  environment: Environment,
  resolve: ProxyResolver | null,
): Promise<Environment> {
  if (resolve === null || namesProxy(environment)) return spoken(environment, url);
  const proxy = firstWay(await resolve(url));
  return proxy === null ? {} : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
}
