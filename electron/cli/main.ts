import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Most of a short command's time is Node reading the program. What it made of each file is kept beside the sources, so that only a file
// that changed is made ready anew; where nothing can be written there, all of them are.
enableCompileCache(fileURLToPath(new URL('../../.cache/compiled', import.meta.url)));
await import('./begin.ts');
