import { exportGiven, exportRun } from '../../../contract/book.ts';
import { listExport } from '../../../contract/list-exports.ts';
import { tableSave } from '../../../contract/table-save.ts';
import { warehouseExport } from '../../../contract/warehouse.ts';
import { bind, type Handler } from '../handler.ts';
import { noteGiven } from './given-entries.ts';
import { runListExport } from './list-export.ts';
import { runExport } from './run-export.ts';
import { saveTable } from './save-table.ts';
import { exportWarehouse } from './warehouse-export.ts';

export const handlers: readonly Handler[] = [
  bind(exportRun, runExport),
  bind(exportGiven, noteGiven),
  bind(listExport, runListExport),
  bind(tableSave, saveTable),
  bind(warehouseExport, exportWarehouse),
];
