import * as imports from '../../../contract/imports.ts';
import { lookAtFile } from '../imports/look-at-file.ts';
import {
  forgetMapping,
  keepMapping,
  listMappings,
  setMapping,
} from '../imports/remembered-mappings.ts';
import { bind, type Handler } from './handler.ts';

export const handlers: readonly Handler[] = [
  bind(imports.importsLook, lookAtFile),
  bind(imports.mappingsList, listMappings),
  bind(imports.mappingsSet, setMapping),
  bind(imports.mappingsKeep, keepMapping),
  bind(imports.mappingsForget, forgetMapping),
];
