/** The least characters of the passphrase of a file of keys. */
export const SHORTEST_KEYS_PASSPHRASE = 12;
