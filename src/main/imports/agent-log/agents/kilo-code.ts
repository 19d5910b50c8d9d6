import { extension } from './vscode-tasks.ts';

export const KILO_CODE = extension('Kilo Code', 'kilocode.kilo-code');
