import { join } from 'node:path';
import { runOnlyKeys } from '../../src/main/keychain.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';

type Side = {
  readonly id: string;
  readonly file: string;
  readonly who: string;
  readonly settings: string;
  /** The private keys as a keychain would hold them. */
  readonly keys: string;
};

/** Two paired books and a shared folder, as a process that is going to be killed is told of them. */
export type KilledPair = {
  readonly office: Side;
  readonly person: Side;
  readonly round: number;
};

/** Opens one side with a clock that goes on by an hour a round. */
export function openOneOf(pair: KilledPair, name: 'office' | 'person'): Services {
  const { id, file, who, settings, keys } = pair[name];
  const keychain = runOnlyKeys();
  void keychain.set(`packets:${id}`, keys);
  return openServices({
    file,
    mode: 'write',
    resources: join(import.meta.dirname, '../../resources'),
    who,
    now: () => new Date(Date.UTC(2026, 5, 20, 12 + pair.round)).toISOString(),
    keychain,
    settingsFolder: settings,
  });
}
