import * as access from '../../../contract/access.ts';
import { bind, type Handler } from '../handler.ts';
import { showHere, unlockHere } from './here.ts';
import { endAccess, listAccess, setAccess, setPassphrase } from './set-access.ts';

export const handlers: readonly Handler[] = [
  bind(access.accessHere, showHere),
  bind(access.accessUnlock, unlockHere),
  bind(access.accessList, listAccess),
  bind(access.accessSet, setAccess),
  bind(access.accessPassphrase, setPassphrase),
  bind(access.accessEnd, endAccess),
];
