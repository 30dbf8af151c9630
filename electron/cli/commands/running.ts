import { Command } from 'commander';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { RunningServer } from '../../server/running-server.ts';
import type { Context } from '../context.ts';
import { EXIT, type Ends } from '../exit-codes.ts';
import { linkOf, runningServer } from '../remote.ts';

export const linkCommand = (context: Context, ends: Ends): Command =>
  new Command('link')
    .description('print a new link to the window that is served')
    .option('--alone', 'end every window that is open', false)
    .action(({ alone }: { alone: boolean }) =>
      ends(
        running(context).then(async (server) => {
          context.terminal.out(await linkOf(server, alone));
          return EXIT.done;
        }),
      ),
    );

async function running({ profile }: Context): Promise<RunningServer> {
  const server = await runningServer(profile);
  if (server) return server;
  throw new SonnyError('COMMAND_NOT_NOW', 'No Sonny serves a window now; `npm start` starts one.');
}
