import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Client } from '../../../shared/protocol/rpc-client.ts';
import type { TrainingFile, TuningJob } from '../../../shared/protocol/tuning.ts';
import { type Context, withProgram } from '../context.ts';
import { EXIT, type Ends, type ExitCode } from '../exit-codes.ts';

const LOOK_EVERY = 20_000;
const ENDED: readonly TuningJob['status'][] = ['done', 'failed', 'cancelled'];

/** `model tune`: trains the model in the settings with the runs that it planned well. */
export const tuneCommand = (context: Context, ends: Ends): Command => {
  const within = (act: (client: Client) => Promise<ExitCode>): ReturnType<Ends> =>
    ends(withProgram(context, (program) => act(program.client('person'))));
  const tell = (job: TuningJob): ExitCode => {
    context.terminal.out(sentence(job));
    return job.status === 'failed' ? EXIT.unhealthy : EXIT.done;
  };
  return new Command('tune')
    .description('train it with runs that it planned, that you approved and that were verified')
    .addCommand(
      new Command('export')
        .description('write what it would be trained with to a new file, without secrets')
        .argument('<file>', 'where to; nothing is replaced')
        .action((file: string) =>
          within(async (client) => {
            const training = await client.dispatch({ type: 'tuning.export' });
            write(file, training);
            context.terminal.out(counts(training));
            return EXIT.done;
          }),
        ),
    )
    .addCommand(
      new Command('start')
        .description('send it to the model’s server and begin')
        .action(() => within(async (client) => tell(await client.dispatch({ type: 'tuning.start' })))),
    )
    .addCommand(
      new Command('watch')
        .description('say how far it is, until it ends')
        .argument('<job>', 'what `start` printed')
        .action((job: string) => within(async (client) => tell(await watch(client, job, context)))),
    )
    .addCommand(
      new Command('cancel')
        .description('end it')
        .argument('<job>', 'what `start` printed')
        .action((job: string) => within(async (client) => tell(await client.dispatch({ type: 'tuning.cancel', job })))),
    );
};

async function watch(client: Client, job: string, { terminal }: Context): Promise<TuningJob> {
  for (let last = ''; ;) {
    const now = await client.dispatch({ type: 'tuning.look', job });
    if (ENDED.includes(now.status)) return now;
    if (now.status !== last) terminal.err(sentence(now));
    last = now.status;
    await wait(LOOK_EVERY);
  }
}

function write(file: string, { lines }: TrainingFile): void {
  try {
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''), { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST' ? 'FILE_EXISTS' : 'FILE_DENIED';
    throw new SonnyError(code, file, { cause });
  }
}

function counts({ lines, tokens, left }: TrainingFile): string {
  const { unfinished, unapproved, repeated, invalid } = left;
  return `${lines.length} examples, about ${tokens} tokens. Left out: ${unfinished} not verified to the end, ${unapproved} that nobody approved, ${repeated} again the same, ${invalid} not valid.`;
}

function sentence({ id, status, model, say }: TuningJob): string {
  const SAY = { waiting: 'waits', running: 'runs', done: 'is done', failed: 'failed', cancelled: 'was ended' } as const;
  return [`${id} ${SAY[status]}.`, model ? `Name ${model} in Settings to use it.` : '', say].filter(Boolean).join(' ');
}
