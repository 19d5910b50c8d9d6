import { Failure } from '../../core/failure.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const PRIVATE_ADDRESS =
  /^(10(\.\d{1,3}){3}|192\.168(\.\d{1,3}){2}|172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}|169\.254(\.\d{1,3}){2}|\[f[cd][0-9a-f:]+\]|\[fe80:[0-9a-f:]+\])$/;
const PRIVATE_NAME = /^([^.]+|.+\.(local|lan|internal|intranet|home\.arpa))$/;

export function isLoopback(url: URL): boolean {
  return LOOPBACK.test(url.hostname);
}

function isPrivate(url: URL): boolean {
  return PRIVATE_ADDRESS.test(url.hostname) || PRIVATE_NAME.test(url.hostname);
}

/**
 * The address of an account, checked: https, or http to this computer, or, for a provider that the
 * company runs itself, http to a private address that the owner typed as such. No user name, no
 * password, no query in it. Throws `Failure('address_refused')`.
 */
export function accountAddress(text: string, runsItself: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const refuse = (why: string): Failure =>
    new Failure('address_refused', `This address cannot be used: ${why}.`, { why });
  if (url === null || url.hostname === '') throw refuse('it is not a web address');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw refuse('it must hold no user name, password or query');
  const plain = url.protocol === 'http:' && (isLoopback(url) || (runsItself && isPrivate(url)));
  if (url.protocol !== 'https:' && !plain)
    throw refuse('it must begin with https:// (http:// only inside your own network)');
  return url;
}

/**
 * Whether a request of an account may go to `target`: the account's own origin, or, for a download
 * that the provider points to, one of its named hosts over https. Everything else is refused, a
 * redirect too.
 */
export function mayCall(base: URL, target: URL, downloadHosts: readonly string[]): boolean {
  if (target.username !== '' || target.password !== '') return false;
  if (target.origin === base.origin) return true;
  if (isLoopback(base) && isLoopback(target)) return downloadHosts.length > 0;
  return (
    target.protocol === 'https:' &&
    target.port === '' &&
    downloadHosts.some((host) => target.hostname === host || target.hostname.endsWith(`.${host}`))
  );
}
