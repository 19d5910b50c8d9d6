import module from 'node:module';
import { join } from 'node:path';

// The start of the built command line. What the engine compiled is kept beside the bundle, so that the
// next command need not compile it again; where the folder cannot be written, it starts as before.
module.enableCompileCache?.(join(import.meta.dirname, '.compiled'));
await import('./index.ts');
