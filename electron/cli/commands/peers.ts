import { Command } from 'commander';
import type { CommandInput } from '../../../shared/protocol/commands.ts';
import { shortPeer, type PeerView } from '../../../shared/protocol/peers.ts';
import { type Context, withProgram } from '../context.ts';
import { EXIT, type Ends } from '../exit-codes.ts';
import { jsonLine } from '../json-line.ts';
import { peerLinkOf, running } from '../remote.ts';

/** `invite`, `join`, `leave` and `peers`: what two Sonnies of one person need to share what that person tells either. */
export const peerCommands = [
  (context: Context, ends: Ends): Command =>
    new Command('invite')
      .description('print a link by which another Sonny of yours joins this one, as long as this one runs')
      .action(() =>
        ends(
          running(context.profile).then(async (server) => {
            context.terminal.out(await peerLinkOf(server));
            return EXIT.done;
          }),
        ),
      ),
  (context: Context, ends: Ends): Command =>
    new Command('join')
      .description('share facts with the Sonny that gave this link')
      .argument('<link>', 'what `npm start -- invite` printed there')
      .action((link: string) => ends(tell(context, { type: 'peers.join', link }, 'Joined.'))),
  (context: Context, ends: Ends): Command =>
    new Command('leave')
      .description('share facts no more with the Sonny that gave this link')
      .argument('<link>', 'the link, or what `npm start -- peers` shows of it')
      .action((link: string) => ends(tell(context, { type: 'peers.leave', link }, 'Left.'))),
  (context: Context, ends: Ends): Command =>
    new Command('peers')
      .description('list the Sonnies that this one shares facts with')
      .option('--json', 'print one JSON object', false)
      .action(({ json }: { json: boolean }) =>
        ends(
          withProgram(
            context,
            async (program) => {
              const peers = await program.client('person').dispatch({ type: 'peers.list' });
              for (const line of json ? [jsonLine(context, { peers })] : lines(peers)) context.terminal.out(line);
              return EXIT.done;
            },
            { reads: true },
          ),
        ),
      ),
];

/** Only a Sonny that goes on running can stay joined. */
async function tell(context: Context, command: CommandInput, say: string): Promise<typeof EXIT.done> {
  await running(context.profile);
  await withProgram(context, (program) => program.client('person').dispatch(command));
  context.terminal.out(say);
  return EXIT.done;
}

function lines({ name, connected, joined }: PeerView): readonly string[] {
  if (name === null)
    return [
      'This Sonny shares facts with no other. `npm start -- invite` on one and `npm start -- join` on the other begins it.',
    ];
  return [
    `This Sonny is ${shortPeer(name)}.`,
    ...(joined.length + connected.length === 0 ? ['It is connected with no other now.'] : []),
    ...joined.map((one) => `joined ${one.link}: ${one.connected ? 'connected' : 'trying again'}`),
    ...connected.map((other) => `connected: ${shortPeer(other)}`),
  ];
}
