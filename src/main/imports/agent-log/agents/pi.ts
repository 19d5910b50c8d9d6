import { piAgent } from './pi-lines.ts';

/** All counts stand apart. */
export const PI = piAgent('pi', ['.pi'], () => true);
