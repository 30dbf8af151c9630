import { Command, InvalidArgumentError, Option } from 'commander';
import { LOOPBACK } from '../../server/addresses.ts';
import type { Context } from '../context.ts';
import type { Ends } from '../exit-codes.ts';
import type { ServeOptions } from '../serve.ts';

export const serveCommand = (context: Context, ends: Ends): Command =>
  new Command('serve')
    .description('open Sonny’s window in the browser and serve it until interrupted')
    .option('--port <port>', 'a fixed port instead of any that is free', port)
    .addOption(new Option('--host <address>', 'one of both addresses alone').choices(LOOPBACK))
    .option('--no-open', 'only print the link')
    .action((options: ServeOptions) => ends(context.serve(options)));

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65_535)
    throw new InvalidArgumentError('A port from 1 to 65535.');
  return value;
}
