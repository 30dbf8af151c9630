import { Command } from 'commander';
import type { CommandInput } from '../../../shared/protocol/commands.ts';
import { shortPeer, type PeerView } from '../../../shared/protocol/peers.ts';
import { type Context, withProgram } from '../context.ts';
import { EXIT, type Ends } from '../exit-codes.ts';
import { jsonLine } from '../json-line.ts';
import { when } from '../wording.ts';
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
              for (const line of json ? [jsonLine(context, { peers })] : peerLines(peers)) context.terminal.out(line);
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

/** The Sonnies that this one shares facts with; of one that is away since when, and how to be rid of it. */
export function peerLines({ name, connected, joined }: PeerView): readonly string[] {
  if (name === null)
    return [
      'This Sonny shares facts with no other. `npm start -- invite` on one and `npm start -- join` on the other begins it.',
    ];
  return [
    `This Sonny is ${shortPeer(name)}.`,
    ...(joined.length + connected.length === 0 ? ['It is connected with no other now.'] : []),
    ...joined.flatMap(({ link, lostAt }) =>
      lostAt === null
        ? [`joined ${link}: connected`]
        : [
            `joined ${link}: it does not answer since ${when(lostAt)}; Sonny tries again`,
            `    If it has ended, its link is no longer good: \`npm start -- leave ${link}\`, and join it by a new one.`,
          ],
    ),
    ...connected.map((other) => `connected: ${shortPeer(other)}`),
  ];
}
