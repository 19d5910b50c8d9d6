import { extension } from './vscode-tasks.ts';

export const ROO_CODE = extension('Roo Code', 'rooveterinaryinc.roo-cline');
