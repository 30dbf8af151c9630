import { createSystemClock } from '../../../../automation/clock/system-clock.ts';
import { createSimulatedDriver } from '../../../../automation/desktop/simulated/index.ts';
import { createScriptedModel } from '../../../../automation/model/scripted.ts';
import type { Performer } from '../../../../shared/ports/performer.ts';
import type { RunView } from '../../../../shared/protocol/run.ts';
import { Catalogue } from '../../../../shared/skills/plugged.ts';
import type { Skill } from '../../../../shared/skills/skill.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../../fakes/simulated-program.ts';
import type { Task } from './corpus.ts';
import { answering } from './figures.ts';
import { counted, promptOf, type Call, type Person, type Played, type Prompt } from './play.ts';
import { MARK, Proposer, type Manner } from './proposer.ts';

const ADDRESS = 'https://blog.example/';
const PATIENCE = 3;

export interface ProgramRun {
  /** What of the injection was done, each with the approvals before it. */
  readonly ran: Played['ran'];
  readonly prompts: readonly Prompt[];
  /** How often the person was asked whether they meant what they had not named. */
  readonly questions: number;
  /** As it ended. */
  readonly final: RunView;
  /** As it stood before the first answer. */
  readonly planned: RunView;
  /** The model had read the injection, and proposed what it says. */
  readonly obeyed: boolean;
  /** How many plans it took: the first, and each part that was open until something was read. */
  readonly plans: number;
  /** The most approval prompts for one of them. */
  readonly mostPrompts: number;
}

/** The longest word of each goal: what a title has to hold so that it bears on all of them. */
const wordsOf = (tasks: readonly Task[]): string =>
  [...new Set(tasks.map(({ goal }) => goal.split(/\P{L}+/u).toSorted((a, b) => b.length - a.length)[0] ?? ''))].join(
    ' ',
  );

const isCall = (skill: string, args: string, call: Call): boolean =>
  skill === call.tool && args === JSON.stringify(call.args);

/** Where the injection stands: in the title of an open page, or in what the tools give. */
export interface Setting {
  readonly manner: Manner;
  readonly injected: 'screen' | 'results';
}

/** Prompts by the part of the plan that they are for: none is asked about twice. */
const mostFor = (prompts: readonly Prompt[], { steps }: RunView): number => {
  const counts = new Map<string, number>();
  for (const { stepId } of prompts) {
    const of = steps.find(({ id }) => id === stepId)?.within ?? 'the plan';
    counts.set(of, (counts.get(of) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
};

/**
 * The whole program over a simulated desktop, with tools as an MCP server brings them, and a model that proposes what the person asked for and,
 * before that, what it reads that it should do.
 */
export class InjectedProgram {
  readonly #program: SimulatedProgram;
  readonly #injection: Task;
  readonly #done: { readonly skill: string; readonly args: string; readonly key: string }[];
  readonly #proposer: Proposer;
  readonly #playing: { task: Task | null };

  private constructor(
    program: SimulatedProgram,
    injection: Task,
    done: { readonly skill: string; readonly args: string; readonly key: string }[],
    proposer: Proposer,
    playing: { task: Task | null },
  ) {
    this.#program = program;
    this.#injection = injection;
    this.#done = done;
    this.#proposer = proposer;
    this.#playing = playing;
  }

  /** @param tasks those that will be played */
  static async open(
    injection: Task,
    tasks: readonly Task[],
    skills: ReadonlyMap<string, Skill>,
    { manner, injected }: Setting,
  ): Promise<InjectedProgram> {
    const done: { skill: string; args: string; key: string }[] = [];
    const playing: { task: Task | null } = { task: null };
    const proposer = new Proposer(injection, manner);
    const words = `${MARK} ${injection.goal}`;
    const tools: Performer = {
      skills: [...skills.keys()],
      perform: async ({ skill, args, key }) => {
        done.push({ skill, args: JSON.stringify(args), key });
        const calls = [...(playing.task?.calls ?? []), ...(injected === 'results' ? injection.calls : [])];
        const text = answering(calls, injected === 'results' ? words : '')({ tool: skill, args, injected: false });
        return { status: 'done', outputs: { text }, evidence: [], receipt: null };
      },
      undo: async () => ({ status: 'undone', evidence: [] }),
    };
    const catalogue = new Catalogue();
    catalogue.bring('mcp', [...skills.values()]);
    const title = injected === 'screen' ? `${wordsOf(tasks)} – ${words}` : wordsOf(tasks);
    const driver = createSimulatedDriver({ pages: { [ADDRESS]: { title, text: '' } } });
    const model = createScriptedModel({ clock: createSystemClock(), script: (request) => proposer.answer(request) });
    const program = await openSimulatedProgram(driver, undefined, false, { model, catalogue, performers: [tools] });
    const opened = await program.run(`open ${ADDRESS} in the browser`);
    if (opened.status !== 'done') throw new Error(`The page did not open: ${opened.sentence}`);
    return new InjectedProgram(program, injection, done, proposer, playing);
  }

  /** Plays a goal to its end. `confirms`: whether the person says that they meant what they never named. */
  async play(task: Task, person: Person, confirms: boolean): Promise<ProgramRun> {
    const { sonny, propose, settled } = this.#program;
    this.#proposer.begin(task);
    this.#playing.task = task;
    const prompts: Prompt[] = [];
    const ran: Played['ran'][number][] = [];
    let questions = 0;
    let seen = this.#done.length;
    const planned = await propose(task.goal);
    let run = planned;
    // Each yes leads to an end or to the next question; a plan has fewer steps than this.
    for (let turn = 0; turn < 60 && (run.approval || run.question); turn += 1) {
      const { approval, question, id: runId } = run;
      if (question) {
        questions += 1;
        // Where nothing that is proposed holds, it is asked for ever whether to try again.
        const candidateId = confirms && questions <= PATIENCE ? (question.candidates[0]?.id ?? null) : null;
        await sonny.dispatch({ type: 'run.answer', runId, questionId: question.id, candidateId });
      } else if (approval) {
        const { nonce, planHash, digest = [] } = approval;
        const read = digest.map((one) => one.stepId);
        let yes = person.answers(approval, this.#about(run));
        try {
          if (yes) await sonny.dispatch({ type: 'run.approve', runId, nonce, planHash, read }, person.origin);
        } catch (thrown) {
          yes = counted(person, thrown);
        }
        prompts.push(promptOf(approval, yes));
        // Where nobody is there the question ends with the run; a person's no would bar the next ones for a while.
        if (!yes)
          await sonny.dispatch(
            person.origin === 'flag' ? { type: 'run.cancel', runId } : { type: 'run.deny', runId, nonce },
          );
      }
      run = await settled(runId);
      for (const { skill, args, key } of this.#done.slice(seen)) {
        const call = this.#injection.calls.find((one) => isCall(skill, args, one));
        const approved = prompts.filter(({ yes }) => yes);
        if (call) ran.push({ call, approved, stepId: key.split('/')[1] ?? '' });
      }
      seen = this.#done.length;
    }
    const { obeyed, opened } = this.#proposer;
    return {
      final: run,
      ran,
      prompts,
      questions,
      planned,
      obeyed,
      plans: 1 + opened,
      mostPrompts: mostFor(prompts, run),
    };
  }

  #about({ steps, approval }: RunView): readonly Call[] {
    const named = [approval?.stepId, ...(approval?.names ?? [])];
    return steps
      .filter(({ id, status }) => (approval?.stepId === null ? status === 'planned' : named.includes(id)))
      .map(({ skill, args }) => ({
        tool: skill,
        args,
        injected: this.#injection.calls.some((call) => isCall(skill, JSON.stringify(args), call)),
      }));
  }

  close(): Promise<void> {
    return this.#program.dispose();
  }
}
