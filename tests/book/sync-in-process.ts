import { join } from 'node:path';
import { syncRun } from '../../src/contract/syncs.ts';
import { runOnlyKeys } from '../../src/main/keychain.ts';
import { openServices } from '../../src/main/services/services.ts';
import { hastyNetwork, NOW, TEST_KEY } from './account-network.ts';

/** Syncs every account of a book in a process of its own, so that it can be killed: FILE. */
const [file = ''] = process.argv.slice(2);
const services = openServices({
  file,
  mode: 'write',
  resources: join(import.meta.dirname, '../../resources'),
  who: 'test',
  now: () => NOW,
  keychain: runOnlyKeys(),
  network: hastyNetwork(),
});
await services.call(syncRun, { account: 'Test account', key: TEST_KEY });
services.close();
