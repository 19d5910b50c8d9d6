// Work that is cut off by a SIGKILL: node fault-work.ts WORK BOOK FOLDER. Says "go" when it begins.
import { copyFileSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backupRun, closeMonth, closeReopen } from '../../src/contract/close.ts';
import { importsList, importsRun, importsUndo } from '../../src/contract/imports.ts';
import { outputLog } from '../../src/contract/output.ts';
import { folderRun } from '../../src/contract/packets.ts';
import { syncRun } from '../../src/contract/syncs.ts';
import { runOnlyKeys } from '../../src/main/keychain.ts';
import { restoreBackup } from '../../src/main/services/backup/restore-backup.ts';
import { openServices } from '../../src/main/services/services.ts';
import { hastyNetwork, NOW, TEST_KEY } from './account-network.ts';
import { runExports } from './every-export.ts';
import { type KilledPair, openOneOf } from './killed-pair.ts';

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
  undo: async () => {
    const services = open();
    go();
    for (let n = 0; n < 10; n += 1) {
      const { imports } = await services.call(importsList, {});
      const last = imports.find(
        ({ file, undone }) => file.endsWith('charges.csv') && undone === null,
      );
      await services.call(importsUndo, { id: last?.id ?? 0 });
      await services.call(importsRun, { files: [join(folder, 'charges.csv')] });
    }
    services.close();
  },
  export: async () => {
    const services = openServices({ file, mode: 'read', resources, who: 'Acc', now: () => NOW });
    go();
    for (let n = 0; n < 20; n += 1) await runExports(services, join(folder, 'exported'));
    services.close();
  },
  packets: async () => {
    const pair = JSON.parse(readFileSync(file, 'utf8')) as KilledPair;
    const person = openOneOf(pair, 'person');
    const office = openOneOf(pair, 'office');
    go();
    for (let n = 0; n < 60; n += 1) {
      const title = `${pair.round} ${n}`;
      const what = { day: '2026-06-15', kind: 'ticket', quantity: '1', title };
      await person.call(outputLog, { ...what, link: null, acceptedBy: null, minutesSaved: null });
      process.stdout.write(`${title}\n`);
      await person.call(folderRun, {});
      await office.call(folderRun, {});
    }
    person.close();
    office.close();
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
