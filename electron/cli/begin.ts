import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { openRedactor } from '../redactor.ts';
import { profileFolder } from '../server/profile.ts';
import { runCommandLine } from './command-line.ts';
import { processTerminal } from './terminal.ts';

const profile = profileFolder(process.env);
const redactor = openRedactor(profile, process.env);
const terminal = processTerminal((line) => redactor.text(line));
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));

const after = (ms: number, act: () => void): (() => void) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};

process.exitCode = await runCommandLine(process.argv.slice(2), {
  terminal,
  version,
  profile,
  redactor,
  after,
  // Most of the program is read only by the commands that need it.
  open: async (say, need) => (await import('./open-program.ts')).openProgram(process.env, terminal.attended, say, need),
  serve: async (options) => (await import('./serve.ts')).serve(options, process.env, terminal, version, after),
});
