/** Anything that looks like a provider's key, whoever's it is. */
const KEY_LIKE =
  /\b(sk-[A-Za-z0-9_-]{8,}|gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|crsr_\w{8,}|key_\w{24,}|(Bearer|Basic) [A-Za-z0-9+/=._~-]{8,})/g;

/** What stands beside a word that announces a secret, and a signed token, whoever's it is. */
const SECRET_LIKE =
  /(?<=\b(?:api[-_ ]?key|token|secret|password|passphrase|authorization)["']?\s*[:=]\s*["']?)[^\s"',;}]{6,}|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/gi;

/** A text for the log: as it is, but without anything that looks like a key or a password. */
export function withoutKeys(text: string): string {
  return text.replace(KEY_LIKE, '[key]').replace(SECRET_LIKE, '[key]');
}

/** A provider's own words made safe to show: without the key in any of its spellings, on one line, short. */
export function redacted(text: string, key: string): string {
  const spellings =
    key.length < 4
      ? []
      : [
          key,
          encodeURIComponent(key),
          // Of an id and a secret in one the secret alone.
          ...(/:.{8,}$/s.exec(key)?.map((secret) => secret.slice(1)) ?? []),
          Buffer.from(`${key}:`).toString('base64'),
          Buffer.from(key).toString('base64').replace(/=+$/, ''),
        ];
  return spellings
    .reduce((safe, spelling) => safe.replaceAll(spelling, '[key]'), text)
    .replace(KEY_LIKE, '[key]')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}
