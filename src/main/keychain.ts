import { Failure } from '../core/failure.ts';

/**
 * Where the keys of accounts live: in the system's own keychain, or for this run in memory alone.
 * Never in a file of ours. Every refusal is a `Failure` with a way on.
 */
export type Keychain = {
  /** The account's key; `null` where none is stored. */
  readonly get: (account: string) => Promise<string | null>;
  readonly set: (account: string, key: string) => Promise<void>;
  /** Whether there was one. */
  readonly remove: (account: string) => Promise<boolean>;
  /** Whether keys can be read now; asked only when a person is about to store or use one. */
  readonly check: () => Promise<KeychainState>;
};

export type KeychainErrorCode =
  | 'keychain_missing'
  | 'keychain_no_bus'
  | 'keychain_locked'
  | 'keychain_no_answer'
  | 'keychain_failed';
export type KeychainState =
  | { readonly state: 'ready' }
  | { readonly state: 'closed'; readonly failure: Failure };

/** The name under which the system's keychain shows our keys. */
const KEYCHAIN_SERVICE = 'Seatworth';

const FOR_THIS_RUN = 'or enter the key for this run only';
const SENTENCES: Readonly<Record<KeychainErrorCode, string>> = {
  keychain_missing: `This computer has no keychain that answers. On Linux install libsecret and GNOME Keyring or KWallet, then start Seatworth again, ${FOR_THIS_RUN}.`,
  keychain_no_bus: `The keychain cannot be reached from here: there is no desktop session. Run this from the desktop, ${FOR_THIS_RUN}.`,
  keychain_locked: `The keychain is locked. Unlock it and try again, ${FOR_THIS_RUN}.`,
  keychain_no_answer: `The keychain does not answer; it may be waiting for you in a window of its own. Answer there and try again, ${FOR_THIS_RUN}.`,
  keychain_failed: `The keychain refused. Try again, ${FOR_THIS_RUN}.`,
};

/** What the messages of libsecret, macOS and Windows stand for; the first that fits. */
const SIGNS: readonly (readonly [RegExp, KeychainErrorCode])[] = [
  [
    /ServiceUnknown|not provided by any|libsecret|cannot open shared object|Cannot find (module|package)|Failed to load keytar/i,
    'keychain_missing',
  ],
  [/autolaunch|DBUS_SESSION_BUS|could not connect|Connection refused/i, 'keychain_no_bus'],
  // A keyring that was never unlocked has no collection to write to.
  [
    /locked|dismissed|cancell?ed|interaction is not allowed|collection\/login|no such (object|collection)/i,
    'keychain_locked',
  ],
];

/** The failure for an error of the system's keychain; its own words are kept out, they may name anything. */
export function keychainFailure(error: unknown): Failure {
  const said = error instanceof Error ? error.message : String(error);
  const code = SIGNS.find(([sign]) => sign.test(said))?.[1] ?? 'keychain_failed';
  return failureFor(code);
}

const failureFor = (code: KeychainErrorCode): Failure =>
  new Failure(code, SENTENCES[code], { plan: 'ask' });

/** What of keytar is used. */
export type SecretStore = {
  readonly getPassword: (service: string, account: string) => Promise<string | null>;
  readonly setPassword: (service: string, account: string, key: string) => Promise<void>;
  readonly deletePassword: (service: string, account: string) => Promise<boolean>;
};

/** keytar, loaded when a key is first asked for: without an account no keychain is touched. */
async function loadKeytar(): Promise<SecretStore> {
  const loaded = await import('keytar');
  // A CommonJS package: what it exports may come under `default` alone.
  return 'default' in loaded ? (loaded.default as SecretStore) : loaded;
}

/**
 * The keychain of the system: macOS Keychain, Windows Credential Vault, Secret Service.
 * `patienceMs` bounds the wait for a person who is asked to unlock it.
 */
export function systemKeychain(
  load: () => Promise<SecretStore> = loadKeytar,
  patienceMs = 120_000,
): Keychain {
  let store: Promise<SecretStore> | null = null;
  const ask = async <T>(question: (store: SecretStore) => Promise<T>): Promise<T> => {
    store ??= load();
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(failureFor('keychain_no_answer')), patienceMs);
    });
    try {
      return await Promise.race([store.then(question), silence]);
    } catch (error) {
      throw error instanceof Failure ? error : keychainFailure(error);
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    get: (account) => ask((keys) => keys.getPassword(KEYCHAIN_SERVICE, account)),
    set: (account, key) => ask((keys) => keys.setPassword(KEYCHAIN_SERVICE, account, key)),
    remove: (account) => ask((keys) => keys.deletePassword(KEYCHAIN_SERVICE, account)),
    check: async () => {
      try {
        // Reading what is not there asks the keychain everything and reveals nothing.
        await ask((keys) => keys.getPassword(KEYCHAIN_SERVICE, ' '));
        return { state: 'ready' };
      } catch (error) {
        if (error instanceof Failure) return { state: 'closed', failure: error };
        throw error;
      }
    },
  };
}

/** Keys that a person entered for this run: in memory, gone with it. */
export function runOnlyKeys(given: Readonly<Record<string, string>> = {}): Keychain {
  const keys = new Map(Object.entries(given));
  return {
    get: async (account) => keys.get(account) ?? null,
    set: async (account, key) => {
      keys.set(account, key);
    },
    remove: async (account) => keys.delete(account),
    check: async () => ({ state: 'ready' }),
  };
}
