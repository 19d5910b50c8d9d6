// Work that is cut off by a SIGKILL: node fault-work.ts WORK BOOK FOLDER. Says "go" when it begins.
import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncRun } from '../../src/contract/accounts.ts';
import { backupRun, closeMonth, closeReopen } from '../../src/contract/close.ts';
import { importsRun } from '../../src/contract/imports.ts';
import { runOnlyKeys } from '../../src/main/keychain.ts';
import { restoreBackup } from '../../src/main/services/backup/restore-backup.ts';
import { openServices } from '../../src/main/services/services.ts';
import { hastyNetwork, NOW, TEST_KEY } from './account-network.ts';

const [work = '', file = '', folder = ''] = process.argv.slice(2);
const resources = join(import.meta.dirname, '../../resources');
const open = () => openServices({ file, mode: 'write', resources, who: 'Acc' });
const go = (): void => {
  process.stdout.write('go\n');
};

const works: Record<string, () => Promise<void>> = {
  import: async () => {
    const services = open();
    go();
    await services.call(importsRun, { files: [join(folder, 'charges.csv')] });
    services.close();
  },
  sync: async () => {
    const services = openServices({
      file,
      mode: 'write',
      resources,
      who: 'Acc',
      now: () => NOW,
      keychain: runOnlyKeys(),
      network: hastyNetwork(),
    });
    go();
    await services.call(syncRun, { account: 'Test account', key: TEST_KEY });
    services.close();
  },
  close: async () => {
    const services = open();
    go();
    for (let n = 0; n < 20; n += 1) {
      await services.call(closeMonth, { month: '2026-05' });
      await services.call(closeReopen, { month: '2026-05', reason: `round ${n}` });
    }
    services.close();
  },
  migrate: async () => {
    go();
    for (let n = 0; n < 40; n += 1) {
      open().close();
      for (const ending of ['-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
      // In one step, so that a kill here leaves an old book and not a piece of one.
      copyFileSync(join(folder, 'old.sw'), `${file}.next`);
      renameSync(`${file}.next`, file);
    }
  },
  restore: async () => {
    go();
    for (let n = 0; n < 20; n += 1) {
      await restoreBackup({
        file: join(folder, 'copy.seatworth-backup'),
        target: file,
        passphrase: null,
        replace: true,
        resources,
        who: 'Acc',
        now: () => new Date().toISOString(),
      });
    }
  },
  backup: async () => {
    const services = open();
    go();
    for (let n = 0; n < 20; n += 1) {
      await services.call(backupRun, { out: join(folder, 'made.seatworth-backup') });
    }
    services.close();
  },
};

await works[work]?.();
