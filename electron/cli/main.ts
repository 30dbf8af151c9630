import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { profileFolder } from '../server/profile.ts';
import { runCommandLine } from './command-line.ts';
import { openProgram } from './open-program.ts';
import { serve } from './serve.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));

process.exitCode = await runCommandLine(process.argv.slice(2), {
  terminal,
  version,
  profile: profileFolder(process.env),
  open: (say) => openProgram(process.env, say),
  serve: (options) => serve(options, process.env, terminal),
});
