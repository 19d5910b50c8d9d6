import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  keychainFailure,
  runOnlyKeys,
  type SecretStore,
  systemKeychain,
} from '../../src/main/keychain.ts';

// Only a keyring of its own is touched (tools/with-keyring.sh), never that of whoever runs the tests.
const ready = process.env['SEATWORTH_KEYRING'] === 'ready';

/** What else could be the matter where the keychain is silent: whether the daemon answers anybody. */
function whatAnswers(): string {
  const service = ['--dest=org.freedesktop.secrets', '/', 'org.freedesktop.DBus.Peer.Ping'];
  const args = ['--session', '--print-reply', '--reply-timeout=5000', ...service];
  const { stdout, stderr } = spawnSync('dbus-send', args, { encoding: 'utf8' });
  return `dbus-send: ${stdout}${stderr}`;
}

if (!ready)
  console.warn('No keyring of its own (tools/with-keyring.sh): the real keychain is not tested.');
if (!ready && process.env['CI'] === 'true' && process.platform === 'linux')
  it('runs in a keyring of its own', () => {
    expect.fail('CI must run this under tools/with-keyring.sh');
  });

describe.skipIf(!ready)("the system's keychain", () => {
  const keychain = systemKeychain(undefined, 20_000);

  it('is ready', async () => {
    expect(await keychain.check(), whatAnswers()).toEqual({ state: 'ready' });
  });

  it('keeps a key by account, changes it, and forgets it', async () => {
    const account = 'anthropic #1 (Łódź 公司)';
    expect(await keychain.get(account)).toBeNull();
    await keychain.set(account, 'sk-first');
    await keychain.set(account, 'sk-second');
    await keychain.set('another', 'sk-other');
    expect(await keychain.get(account)).toBe('sk-second');
    expect(await keychain.remove(account)).toBe(true);
    expect(await keychain.remove(account)).toBe(false);
    expect(await keychain.get(account)).toBeNull();
    expect(await keychain.get('another')).toBe('sk-other');
  });

  it('writes no key readably to any file', async () => {
    const secret = 'sk-never-readable-on-disk';
    await keychain.set('readable', secret);
    const home = process.env['XDG_DATA_HOME'] ?? '';
    const files = readdirSync(home, { recursive: true, encoding: 'utf8' })
      .map((name) => join(home, name))
      .filter((path) => statSync(path).isFile());
    expect(files.length).toBeGreaterThan(0);
    for (const path of files) expect(readFileSync(path).includes(secret)).toBe(false);
  });

  it('says what is the matter where there is no session', () => {
    const { DBUS_SESSION_BUS_ADDRESS: _, DISPLAY: __, ...env } = process.env;
    const script = `import { systemKeychain } from './src/main/keychain.ts';
      const state = await systemKeychain().check();
      console.log(state.state === 'closed' ? state.failure.code : state.state);`;
    const flags = ['--input-type=module-typescript', '--eval', script];
    const child = spawnSync(process.execPath, flags, {
      env: { ...env, XDG_RUNTIME_DIR: '/nonexistent' },
      encoding: 'utf8',
    });
    expect(child.stdout.trim()).toBe('keychain_no_bus');
  });
});

describe('a keychain that cannot be used', () => {
  it.each([
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'keychain_no_bus'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'keychain_missing'],
    [
      'libsecret-1.so.0: cannot open shared object file: No such file or directory',
      'keychain_missing',
    ],
    ['Failed to load keytar native addon: none of its builds fits', 'keychain_missing'],
    ['Cannot create an item in a locked collection', 'keychain_locked'],
    [
      'Object does not exist at path “/org/freedesktop/secrets/collection/login”',
      'keychain_locked',
    ],
    ['User interaction is not allowed.', 'keychain_locked'],
    ['something nobody has seen', 'keychain_failed'],
  ])('"%s" is %s, with a way on', (message, code) => {
    const failure = keychainFailure(new Error(message));
    expect(failure).toMatchObject({ code, details: { plan: 'ask' } });
    expect(failure.message).toContain('for this run only');
  });

  it('never repeats what the keychain says, which may hold the key', async () => {
    const says = async (): Promise<never> => {
      throw new Error('could not store sk-secret');
    };
    const store: SecretStore = { getPassword: says, setPassword: says, deletePassword: says };
    const keychain = systemKeychain(async () => store);
    const error = await keychain.set('a', 'sk-secret').catch((caught: unknown) => caught as Error);
    expect(String(error)).not.toContain('sk-secret');
  });

  it('does not hang where nobody answers the prompt', async () => {
    const never = (): Promise<never> => new Promise(() => {});
    const store: SecretStore = { getPassword: never, setPassword: never, deletePassword: never };
    const state = await systemKeychain(async () => store, 20).check();
    expect(state).toMatchObject({ state: 'closed', failure: { code: 'keychain_no_answer' } });
  });

  it('is not even loaded before it is asked', () => {
    let loads = 0;
    systemKeychain(async () => {
      loads += 1;
      throw new Error('loaded');
    });
    expect(loads).toBe(0);
  });
});

describe('keys for this run only', () => {
  it('are there for this run', async () => {
    const keys = runOnlyKeys({ a: 'sk-a' });
    await keys.set('b', 'sk-b');
    expect([await keys.get('a'), await keys.get('b'), await keys.get('c')]).toEqual([
      'sk-a',
      'sk-b',
      null,
    ]);
    expect(await keys.remove('a')).toBe(true);
    expect(await keys.get('a')).toBeNull();
  });
});
