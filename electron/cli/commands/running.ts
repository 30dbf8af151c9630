import { Command } from 'commander';
import type { Context } from '../context.ts';
import { EXIT, type Ends } from '../exit-codes.ts';
import { linkOf, running } from '../remote.ts';

export const linkCommand = (context: Context, ends: Ends): Command =>
  new Command('link')
    .description('print a new link to the window that is served')
    .option('--alone', 'end every window that is open', false)
    .action(({ alone }: { alone: boolean }) =>
      ends(
        running(context.profile).then(async (server) => {
          context.terminal.out(await linkOf(server, alone));
          return EXIT.done;
        }),
      ),
    );
