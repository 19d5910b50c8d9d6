import * as imports from '../../../contract/imports.ts';
import { bind, type Handler } from '../handler.ts';
import { listImports, undoAndList, writeRejects, writeTemplate } from './history.ts';
import { importFiles } from './import-files.ts';
import { listAgents } from './list-agents.ts';
import { lookAtFile } from './look-at-file.ts';
import { redoImport, showFollowers } from './redo-import.ts';
import { forgetMapping, keepMapping, listMappings, setMapping } from './remembered-mappings.ts';

export const handlers: readonly Handler[] = [
  bind(imports.agentsList, listAgents),
  bind(imports.importsLook, lookAtFile),
  bind(imports.importsRun, importFiles),
  bind(imports.importsList, listImports),
  bind(imports.importsUndo, undoAndList),
  bind(imports.importsFollowers, showFollowers),
  bind(imports.importsRedo, redoImport),
  bind(imports.importsRejects, writeRejects),
  bind(imports.importsTemplate, writeTemplate),
  bind(imports.mappingsList, listMappings),
  bind(imports.mappingsSet, setMapping),
  bind(imports.mappingsKeep, keepMapping),
  bind(imports.mappingsForget, forgetMapping),
];
