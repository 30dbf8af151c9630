import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

const here = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

const stripped = (name: string): string =>
  stripTypeScriptTypes(here(name)).replaceAll(/(from '\.\/\w+)\.ts'/g, "$1.mjs'");

/** The texts of what runs inside beside the script: `runner.mjs` is the one to start. A bundle has it as one file. */
export const runnerProgram = (): Readonly<Record<string, string>> =>
  import.meta.url.endsWith('.ts')
    ? { 'runner.mjs': stripped('./runner.ts'), 'edges.mjs': stripped('./edges.ts') }
    : { 'runner.mjs': here('./script-runner.mjs') };
