import { isBelow, piAgent } from './pi-lines.ts';

/** Built on pi, with a home of its own. */
export const OMP = piAgent('OMP', ['.omp'], (file) => isBelow(file, /^\.?omp$/));
