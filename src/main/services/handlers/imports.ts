import * as imports from '../../../contract/imports.ts';
import { listImports, undoAndList, writeRejects, writeTemplate } from '../imports/history.ts';
import { importFiles } from '../imports/import-files.ts';
import { redoImport, showFollowers } from '../imports/redo-import.ts';
import { bind, type Handler } from './handler.ts';

export const handlers: readonly Handler[] = [
  bind(imports.importsRun, importFiles),
  bind(imports.importsList, listImports),
  bind(imports.importsUndo, undoAndList),
  bind(imports.importsFollowers, showFollowers),
  bind(imports.importsRedo, redoImport),
  bind(imports.importsRejects, writeRejects),
  bind(imports.importsTemplate, writeTemplate),
];
