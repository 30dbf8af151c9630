import { SonnyError } from '../../shared/protocol/errors.ts';
import { hasActsLeft, observesOnly } from '../../shared/protocol/observing.ts';
import { asksWhatHappened, isEnded, type Digested, type RunView } from '../../shared/protocol/run.ts';
import type { Client } from '../../shared/protocol/rpc-client.ts';
import type { Origin } from '../../shared/ports/sonny.ts';
import { EXIT, type ExitCode, exitOfError, exitOfRun } from './exit-codes.ts';
import { answerServers } from './answer-servers.ts';
import type { Program } from './program.ts';
import { failureOf, resultOf, type RunResult } from './result.ts';
import { RunFeed } from './run-feed.ts';
import { tellBehind } from './tell-behind.ts';
import { type After, tellThinking } from './tell-thinking.ts';
import type { Terminal } from './terminal.ts';
import { previewLines } from './wording-about.ts';
import { candidateSay, holdsUnsaid, planLines } from './wording.ts';

export interface SittingOptions {
  /** The plan is approved without asking. */
  readonly yes: boolean;
  readonly dryRun: boolean;
  /** For progress and plans: the error stream with `--json`, else the output. */
  readonly say: (line: string) => void;
  readonly after: After;
}

const WAITS: readonly RunView['status'][] = ['asking', 'awaiting-approval', 'awaiting-step-approval', 'taken-over'];

/** What the parts of one run share. */
export interface Sitting {
  readonly program: Program;
  readonly client: Client;
  readonly feed: RunFeed;
  readonly options: SittingOptions;
  readonly terminal: Terminal;
  readonly interrupted: AbortSignal;
}

/**
 * Sits with a run at the terminal: has it begun, then answers whatever it asks to where it ends or needs someone who is not there. Never
 * rejects: what goes wrong is in the result.
 * @param goal for the result, where nothing could be begun
 * @param begin gives the run to sit with, or one that needs no sitting with any more. An interrupt before it has leaves the run as it is.
 */
export async function sit(
  { program, options, terminal, origin, goal }: SitWith,
  begin: (sitting: Sitting) => Promise<string | Ended>,
): Promise<RunResult> {
  const client = program.client(origin);
  const feed = new RunFeed(client);
  const interrupted = new AbortController();
  let runId: string | null = null;
  let stopTelling = (): void => {};
  let stopAnswering = (): void => {};
  const stopListening = terminal.onInterrupt(() => {
    if (interrupted.signal.aborted) return terminal.kill(EXIT.killed);
    interrupted.abort();
    terminal.err('Stopping. Press Ctrl+C again to end at once.');
    if (runId !== null) cancel(client, runId);
  });
  const sitting: Sitting = { program, client, feed, options, terminal, interrupted: interrupted.signal };
  try {
    const begun = await begin(sitting);
    if (typeof begun !== 'string') return resultOf(begun.run, begun.exitCode);
    runId = begun;
    if (interrupted.signal.aborted) cancel(client, runId);
    stopAnswering = answerServers(client, terminal, interrupted.signal);
    tellBehind(feed, runId, options.say);
    stopTelling = tellThinking(feed, runId, terminal.err, options.after);
    const ended = await drive(runId, sitting);
    return resultOf(ended.run, ended.exitCode, ended.asked);
  } catch (thrown) {
    const error = SonnyError.from(thrown);
    return { ...failureOf(goal, error.view(), exitOfError(error.code)), runId };
  } finally {
    stopListening();
    stopTelling();
    stopAnswering();
    feed.close();
  }
}

interface SitWith {
  readonly program: Program;
  readonly options: SittingOptions;
  readonly terminal: Terminal;
  /** Whose acts the commands are. */
  readonly origin: Origin;
  readonly goal: string;
}

export interface Ended {
  readonly run: RunView;
  readonly exitCode: ExitCode;
  /** The run as it stood when it asked for a person who was not there. */
  readonly asked?: RunView;
}

/** Answers whatever the run asks until it ends. */
async function drive(runId: string, sitting: Sitting): Promise<Ended> {
  const { program, client, feed, options } = sitting;
  let answered = '';
  for (;;) {
    const waits = (one: RunView): boolean => WAITS.includes(one.status) && keyOf(one) !== answered;
    const run = await feed.until(runId, (one) => isEnded(one.status) || waits(one));
    answered = keyOf(run);
    const exitCode = exitOfRun(run);
    if (isEnded(run.status)) return { run, exitCode };
    if (run.status === 'awaiting-approval') for (const line of planLines(run)) options.say(line);
    if (options.dryRun && run.status === 'awaiting-approval') return giveUp(sitting, { run, exitCode: EXIT.done });
    if (run.approval && hasActsLeft(run) && (await client.dispatch({ type: 'settings.get' })).mode === 'observe') {
      await giveUp(sitting, { run, exitCode });
      throw observesOnly();
    }
    if (sitting.interrupted.aborted) continue; // the cancelling is on its way
    const answer = await answerFor(run, sitting);
    if (answer === 'nobody') return giveUp(sitting, { run, exitCode }, program.client('flag'));
    if (answer === 'no') refuse(client, run);
    else if (answer === 'hand back') await client.dispatch({ type: 'run.resume', runId });
    else if (answer === 'yes') await approve(client, run);
    else if (answer === 'flag') await approve(sitting.program.client('flag'), run);
    else {
      const questionId = run.question?.id ?? '';
      const own = answer.text === undefined ? {} : { text: answer.text };
      await client.dispatch({ type: 'run.answer', runId, questionId, candidateId: answer.candidate, ...own });
    }
  }
}

/** What tells one waiting from the next, so that each is answered once. */
const keyOf = (run: RunView): string =>
  `${run.status} ${run.approval?.nonce ?? run.question?.id ?? (run.status === 'taken-over' ? run.steps.map((s) => s.status).join() : '')}`;

type Answer =
  'hand back' | 'yes' | 'no' | 'flag' | 'nobody' | { readonly candidate: string | null; readonly text?: string };

async function answerFor(run: RunView, { options, terminal, interrupted }: Sitting): Promise<Answer> {
  // `--yes` is for the plan that was asked for; what the policy asks about on its own, and what nobody said, is a person's to answer.
  if (run.status === 'awaiting-approval' && options.yes && !holdsUnsaid(run)) return 'flag';
  if (!terminal.attended) return 'nobody';
  if (run.status === 'asking') return choose(run, terminal, interrupted);
  if (run.status === 'taken-over') {
    options.say(run.sentence);
    const said = await terminal.ask('Press Enter to hand back, or type “stop”: ', interrupted);
    return said?.trim() === '' ? 'hand back' : 'no';
  }
  if (!run.approval) return 'nobody';
  if (run.approval.digest) return readEach(run.approval.digest, terminal, interrupted);
  if (run.approval.stepId !== null) for (const line of previewLines(run.approval.preview)) terminal.err(`  ${line}`);
  const said = await terminal.ask(`${run.approval.label}? [y/N] `, interrupted);
  return /^y(es)?$/i.test(said?.trim() ?? '') ? 'yes' : 'no';
}

/** After hasty answers each step is shown and asked about by itself; one no is a no to all of them. */
async function readEach(
  digest: readonly Digested[],
  terminal: Terminal,
  interrupted: AbortSignal,
): Promise<'yes' | 'no'> {
  for (const [i, { title, lines }] of digest.entries()) {
    terminal.err(`${i + 1} of ${digest.length}: ${title}`);
    for (const line of previewLines(lines)) terminal.err(`  ${line}`);
    const said = await terminal.ask('Read it, and may it be done? [y/N] ', interrupted);
    if (!/^y(es)?$/i.test(said?.trim() ?? '')) return 'no';
  }
  return 'yes';
}

async function choose({ question }: RunView, terminal: Terminal, interrupted: AbortSignal): Promise<Answer> {
  if (!question) return 'nobody';
  terminal.err(question.ask);
  question.candidates.forEach((one, i) => terminal.err(`  ${i + 1}. ${candidateSay(one)}`));
  const which = question.free ? 'Which number, or what in your own words?' : 'Which number?';
  const said = (await terminal.ask(`${which} (nothing: none of these) `, interrupted))?.trim() ?? '';
  if (question.free && said !== '' && !/^\d+$/u.test(said)) return { candidate: null, text: said };
  return { candidate: question.candidates[Number(said || 0) - 1]?.id ?? null };
}

const approve = (client: Client, { id, approval }: RunView): Promise<null> =>
  client.dispatch({
    type: 'run.approve',
    runId: id,
    nonce: approval?.nonce ?? '',
    planHash: approval?.planHash ?? '',
    read: (approval?.digest ?? []).map(({ stepId }) => stepId),
  });

/** The run may have ended by itself in between; then there is nothing to cancel. */
function cancel(client: Client, runId: string): void {
  client.dispatch({ type: 'run.cancel', runId }).catch(() => {});
}

/** No to what is asked; where nothing is, the run ends. */
function refuse(client: Client, { id: runId, approval }: RunView): void {
  if (!approval) return cancel(client, runId);
  client.dispatch({ type: 'run.deny', runId, nonce: approval.nonce }).catch(() => {});
}

/**
 * Ends a run that nobody here can take further, and reports it as that left it, with what it had asked. What became of a step that was cut off
 * stays open.
 * @param silence whose no it is where nobody answered; else the run is ended by the person's word
 */
async function giveUp({ client, feed }: Sitting, ended: Ended, silence?: Client): Promise<Ended> {
  const { run: asked, exitCode } = ended;
  if (asksWhatHappened(asked)) return ended;
  if (silence) refuse(silence, asked);
  else cancel(client, asked.id);
  const run = await feed.until(asked.id, (one) => isEnded(one.status));
  return exitCode === EXIT.needsPerson ? { run, exitCode, asked } : { run: asked, exitCode };
}
