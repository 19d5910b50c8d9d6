import { join } from 'node:path';
import { trackersSync } from '../../src/contract/trackers.ts';
import { runOnlyKeys } from '../../src/main/keychain.ts';
import { openServices } from '../../src/main/services/services.ts';
import { hastyNetwork, NOW } from './account-network.ts';

/** Syncs the tracker `Host` of several books side by side, in a process of its own that can be killed: FILE and KEY of each. */
const given = process.argv.slice(2);
const files = given.filter((_, at) => at % 2 === 0);
await Promise.all(
  files.map(async (file, at) => {
    const services = openServices({
      file,
      mode: 'write',
      resources: join(import.meta.dirname, '../../resources'),
      who: 'test',
      now: () => NOW,
      keychain: runOnlyKeys(),
      network: hastyNetwork(),
    });
    await services.call(trackersSync, { tracker: 'Host', key: given[at * 2 + 1] ?? '' });
    services.close();
  }),
);
