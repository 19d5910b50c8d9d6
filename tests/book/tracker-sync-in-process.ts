import { join } from 'node:path';
import { trackersSync } from '../../src/contract/trackers.ts';
import { runOnlyKeys } from '../../src/main/keychain.ts';
import { openServices } from '../../src/main/services/services.ts';
import { hastyNetwork, NOW, TEST_KEY } from './account-network.ts';

/** Syncs the tracker `Host` of a book in a process of its own, so that it can be killed: FILE. */
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
await services.call(trackersSync, { tracker: 'Host', key: TEST_KEY });
services.close();
