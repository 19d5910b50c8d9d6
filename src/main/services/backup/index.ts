import * as close from '../../../contract/close.ts';
import { bind, type Handler } from '../handler.ts';
import { listBackups, runDailyBackup } from './daily-backup.ts';
import { runBackup } from './make-backup.ts';

export const handlers: readonly Handler[] = [
  bind(close.backupRun, runBackup),
  bind(close.backupDaily, runDailyBackup),
  bind(close.backupList, listBackups),
];
