/** The window's own address. A scheme of ours, so that no web server and no file path is one. */
export const APP_SCHEME = 'app';
const APP_HOST = 'seatworth';
export const APP_START = `${APP_SCHEME}://${APP_HOST}/index.html`;

/** Is this address the app's own? Anything that does not parse is not. */
export function isAppAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && password === '';
}
