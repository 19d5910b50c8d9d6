/** What `vite.html.cspNonce` writes into the built page; the app puts a fresh value in its place. */
export const NONCE_PLACEHOLDER = '__SEATWORTH_NONCE__';

/**
 * The page's content security policy: nothing from anywhere but the app itself, and no network.
 *
 * Styles need a nonce because Mantine and react-remove-scroll write `<style>` elements at run time;
 * the page hands the nonce to them. Style *attributes* in markup stay forbidden: React sets styles
 * through the DOM, which no policy forbids. The one worker is the reader of PDFs that are drawn: it
 * is a file of the app and, served with this same policy, reaches nothing but the app's own scripts.
 */
export function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'none'",
    "worker-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
