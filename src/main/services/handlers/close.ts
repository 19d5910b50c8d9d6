import * as book from '../../../contract/book.ts';
import * as close from '../../../contract/close.ts';
import { tableSave } from '../../../contract/table-save.ts';
import * as warehouse from '../../../contract/warehouse.ts';
import { listAudit, verifyBook } from '../audit/book-checks.ts';
import { listBackups, runDailyBackup } from '../backup/daily-backup.ts';
import { runBackup } from '../backup/make-backup.ts';
import { closeTheMonth, reopenMonth, showChecklist } from '../close/close-month.ts';
import { postCorrection } from '../close/corrections.ts';
import { runExport } from '../exports/run-export.ts';
import { saveTable } from '../exports/save-table.ts';
import { exportWarehouse } from '../exports/warehouse-export.ts';
import { bind, type Handler } from './handler.ts';

export const handlers: readonly Handler[] = [
  bind(tableSave, saveTable),
  bind(warehouse.warehouseExport, exportWarehouse),
  bind(close.closeChecklist, showChecklist),
  bind(close.closeMonth, closeTheMonth),
  bind(close.closeReopen, reopenMonth),
  bind(close.closeCorrect, postCorrection),
  bind(close.backupRun, runBackup),
  bind(close.backupDaily, runDailyBackup),
  bind(close.backupList, listBackups),
  bind(book.bookVerify, verifyBook),
  bind(book.auditList, listAudit),
  bind(book.exportRun, runExport),
];
