import { type Asked, type Choice, choose } from './asked.ts';
import { askedOfChange, settledLines } from './changes.ts';
import { asksWhatHappened, sayNone, isEnded, type RunView } from '../../shared/protocol/run.ts';
import type { CommandInput } from '../../shared/protocol/commands.ts';
import { contested } from '../../shared/protocol/conflict-words.ts';
import { SonnyError, type ErrorCode } from '../../shared/protocol/errors.ts';
import { isPartDone } from '../../shared/protocol/part-done.ts';
import { fateOf, hasRun } from '../../shared/protocol/undo-fate.ts';
import { EXIT, exitOfRun } from './exit-codes.ts';
import type { Program } from './program.ts';
import type { RunResult } from './result.ts';
import { settled } from './settled.ts';
import { type Ended, sit, type Sitting, type SittingOptions } from './sitting.ts';
import { tellInjections } from './tell-injections.ts';
import { tellSteps } from './step-progress.ts';
import { tellTimeLeft } from './tell-time-left.ts';
import type { Terminal } from './terminal.ts';
import { undoRun } from './undo-run.ts';
import { quoted } from './wording.ts';

/**
 * Answers what a run asks, `which` or the newest that waits, and sits with it where it goes on. Never rejects.
 * @param given the first answer, where it was given with the command
 */
export async function answerRun(
  program: Program,
  which: string,
  given: string | undefined,
  options: SittingOptions,
  terminal: Terminal,
): Promise<RunResult> {
  let undoes: string | null = null;
  const origin = terminal.attended ? 'person' : 'flag';
  const result = await sit({ program, options, terminal, origin, goal: '' }, async (sitting) => {
    const begun = await answerAll(await found(sitting, which), given, sitting);
    if (typeof begun === 'object' && 'undoes' in begun) undoes = begun.undoes;
    return typeof begun === 'object' && 'undoes' in begun ? begun.ended : begun;
  });
  return undoes === null ? result : undoRun(program, undoes, options.say, terminal);
}

/**
 * The run that was named, or the newest that waits for a person, or the newest of all where it was cut off and did not go on,
 * or the newest whose undo left what the person had changed.
 */
async function found({ client, feed }: Sitting, which: string): Promise<RunView> {
  if (which !== 'last') return settled(client, feed, which);
  const lines = await client.dispatch({ type: 'history.list', limit: 100 });
  const open: RunView[] = [];
  for (const { id, status } of lines) if (!isEnded(status)) open.push(await settled(client, feed, id));
  const waiting = open.find(({ status }) => status === 'asking') ?? open.find(({ status }) => status === 'paused');
  if (waiting) return waiting;
  const [newest] = lines;
  const run = newest && (await client.dispatch({ type: 'run.get', runId: newest.id }));
  if (run && (contested(run).length > 0 || askedOf(run))) return run;
  for (const { id, status } of lines) {
    if (status !== 'undone-partly') continue;
    const left = await client.dispatch({ type: 'run.get', runId: id });
    if (contested(left).length > 0) return left;
  }
  throw new SonnyError('RUN_NOT_FOUND', 'No run waits for an answer.');
}

/** Asks until the run acts, is to be undone, or is left as it is. */
async function answerAll(
  first: RunView,
  given: string | undefined,
  sitting: Sitting,
): Promise<string | Ended | { readonly undoes: string; readonly ended: Ended }> {
  const { client, feed, options } = sitting;
  const told = first.steps.filter((step) => hasRun(step));
  tellInjections(feed, first.id, options.say);
  tellSteps(feed, first.id, ['verified', 'unverified', 'refused', 'failed'], options.say, told, true);
  tellTimeLeft(feed, first.id, options.say);
  let said = given;
  /** Keys of changes that were asked about: each is asked about once. */
  const about = new Set<string>();
  for (let run = first; ;) {
    const change = askedOfChange(run, about);
    const asked = change ?? askedOf(run);
    const ended = { run, exitCode: exitOfRun(run) };
    if (!asked) {
      if (run === first && about.size === 0)
        throw new SonnyError('COMMAND_NOT_NOW', `The run asks nothing: it is ${run.status.replaceAll('-', ' ')}.`);
      return ended;
    }
    // Where no step is left, going on does nothing more than end it.
    const only =
      run !== first && asked.choices[0]?.id === 'go-on' && !run.steps.some(isAhead) ? asked.choices[0] : null;
    const chosen = only ?? (await choose(run, asked, said, sitting));
    // A change that is left as it is keeps nobody from the next.
    if (chosen === null && change && sitting.terminal.attended && !sitting.interrupted.aborted) continue;
    if (chosen === null) return { run, exitCode: EXIT.needsPerson };
    said = undefined;
    if (chosen.leads === 'undoes') return { undoes: run.id, ended };
    await client.dispatch(chosen.command);
    if (chosen.leads === 'acts') return run.id;
    run = await settled(client, feed, run.id);
    for (const line of settledLines(run, chosen.command)) options.say(line);
    // What was cut off is paused for the person's word to go on, and they have just given it.
    if (chosen.goesOn && run.status === 'paused') {
      await client.dispatch({ type: 'run.resume', runId: run.id });
      return run.id;
    }
  }
}

const isAhead = ({ status }: RunView['steps'][number]): boolean => status === 'planned' || status === 'waiting';

/** What comes to the same however often it is tried: a rule’s or a person’s no, and what this machine can’t do. */
const STAYS_SO: ReadonlySet<ErrorCode> = new Set([
  'REFUSED_BY_POLICY',
  'CONSTRAINT_VIOLATED',
  'COOLING_DOWN',
  'FILE_INTO_ITSELF',
  'UNSUPPORTED',
  'SCRIPT_STRAYED',
]);

/** A run that was halted for using up what it may goes on by the person’s word alone. */
const isHalted = (code: ErrorCode): boolean => code.startsWith('BUDGET_') || code === 'LOOP_BROKEN';

/** What is left of a step of which a part is done is offered, and not the whole of it again: that could not be done, or be done twice. */
function onwards({ id: runId, otherWay, steps }: RunView): readonly Choice[] {
  const isRest = steps.some((step) => isPartDone(step));
  const code = steps.find(({ status }) => status === 'failed' || status === 'refused')?.error?.code;
  const choices: Choice[] = [];
  if (otherWay !== undefined) {
    const words = isRest ? { id: 'rest', label: 'Do the rest' } : { id: 'other', label: 'Another way' };
    const label = `${words.label}: ${otherWay.replace(/\.$/u, '')}`;
    choices.push({ id: words.id, label, command: { type: 'run.replan', runId }, leads: 'acts' });
  }
  if (code !== undefined && isHalted(code))
    choices.push({
      id: 'go-on-once',
      label: 'Let it go on once',
      command: { type: 'run.raise', runId },
      leads: 'acts',
    });
  else if (!isRest && code !== undefined && !STAYS_SO.has(code))
    choices.push({ id: 'again', label: 'Try the step again', command: { type: 'run.retry', runId }, leads: 'acts' });
  return choices;
}

function askedOf(run: RunView): Asked | null {
  const runId = run.id;
  const goal = quoted(run.goal);
  const settle = (command: CommandInput): Pick<Choice, 'command' | 'leads'> => ({ command, leads: 'settles' });
  const act = (command: CommandInput): Pick<Choice, 'command' | 'leads'> => ({ command, leads: 'acts' });
  const back = run.steps.some((step) => hasRun(step) && fateOf(run.status, step) === 'back');
  const undo: Choice[] = back
    ? [{ id: 'undo', label: 'Undo what was done', command: { type: 'run.undo', runId }, leads: 'undoes' }]
    : [];
  const left = run.steps.filter(isAhead).length;
  switch (run.status) {
    case 'asking': {
      const { question } = run;
      if (!question) return null;
      const happened = asksWhatHappened(run);
      const answer = (candidateId: string | null): CommandInput => ({
        type: 'run.answer',
        runId,
        questionId: question.id,
        candidateId,
      });
      const so = happened ? settle : act;
      const none = happened
        ? { id: 'unknown', label: 'I can’t tell', detail: 'the run stops here' }
        : { id: 'none', label: sayNone(question), detail: 'the run ends' };
      return {
        ask: `${goal}: ${question.ask}`,
        choices: [
          ...question.candidates.map(({ id, label, detail }) => ({ id, label, detail, ...so(answer(id)) })),
          { ...none, ...so(answer(null)) },
        ],
        nothing: 'leave it open',
        free: question.free === true,
      };
    }
    case 'paused':
      return {
        ask: `${goal} is paused; ${left === 0 ? 'no step is' : left === 1 ? '1 step is' : `${left} steps are`} left.`,
        choices: [
          { id: 'go-on', label: 'Go on', ...act({ type: 'run.resume', runId }) },
          { id: 'stop', label: 'Stop it here', ...settle({ type: 'run.cancel', runId }) },
          ...undo,
        ],
        nothing: 'leave it paused',
        free: false,
      };
    case 'failed': {
      const choices: Choice[] = [
        ...onwards(run),
        ...(left > 0
          ? [
              {
                id: 'skip',
                label: 'Leave the step out, and go on',
                goesOn: true,
                ...settle({ type: 'run.skip', runId }),
              },
            ]
          : []),
        ...undo,
      ];
      return choices.length === 0
        ? null
        : { ask: `${goal} has stopped. What now?`, choices, nothing: 'leave it as it is', free: false };
    }
    default:
      return null;
  }
}
