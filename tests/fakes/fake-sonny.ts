import { isMcpCommand } from '../../shared/app/mcp/servers.ts';
import { Command, type CommandInput } from '../../shared/protocol/commands.ts';
import type { ScriptOffer } from '../../shared/protocol/script.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { type ModelStatus, NOTHING_FOUND } from '../../shared/protocol/model.ts';
import type { ReplyOf } from '../../shared/protocol/replies.ts';
import { isEnded, type RunView } from '../../shared/protocol/run.ts';
import { Settings } from '../../shared/protocol/settings.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import type { Transport } from '../../shared/protocol/transport.ts';
import type { ViewEvent } from '../../shared/protocol/views.ts';
import type { Origin, Sonny } from '../../shared/ports/sonny.ts';
import { LEARNED } from './fake-learned.ts';
import { FakeMemory } from './fake-memory.ts';
import { FakeServers } from './fake-servers.ts';
import { FakeKnowledge } from './fake-knowledge.ts';
import { planMarks, runWhy, stepWhy } from './fake-why.ts';
import { fakeOutcome, fakeSteps, newRun } from './fake-plan.ts';

export interface FakeOptions {
  /** Awaited before and after every step; the default lets only microtasks pass. */
  readonly pace?: () => Promise<void>;
  readonly now?: () => number;
  /** Whether a client that has nothing is told of work that was noticed. */
  readonly noticed?: boolean;
}

const OFFERED: readonly ScriptOffer[] = [
  {
    sha256: 'c'.repeat(64),
    goal: 'write a script that totals ~/Documents/sales.csv by month into ~/Documents/totals.csv',
    passed: 3,
    at: 1_700_000_000_000,
    draft: {
      title: 'Totals the sales of ~/Documents/sales.csv by month',
      script: 'export default async () => {};',
      tests: 'export {};',
      manifest: { reads: [], writes: [], hosts: [], tools: [] },
    },
  },
];

/**
 * A Sonny that acts on nothing. The goal's words choose the story: "which" asks a question, "sandwich" is not
 * understood, "impossible" does not hold, "fail", "unverified" and "trash" as in fake-plan.ts; "hastily" has its step read
 * before a yes counts; all else succeeds.
 */
export class FakeSonny implements Sonny {
  readonly commands: { readonly command: Command; readonly origin: Origin }[] = [];
  closed = false;
  #settings = Settings.parse({});
  #key = false;
  readonly #pace: () => Promise<void>;
  readonly #now: () => number;
  readonly #runs = new Map<string, RunView>();
  readonly #listeners = new Set<(event: ViewEvent) => void>();
  readonly #noticed: boolean;
  #nonces = 0;
  #revision = 0;
  readonly #servers = new FakeServers();
  #learned = LEARNED;
  readonly #memory = new FakeMemory();
  protected readonly knowledge: FakeKnowledge;

  constructor(options: FakeOptions = {}) {
    this.#pace = options.pace ?? (() => Promise.resolve());
    this.#now = options.now ?? (() => 1_700_000_000_000);
    this.#noticed = options.noticed ?? false;
    this.knowledge = new FakeKnowledge(this.#now);
  }

  async dispatch<C extends CommandInput>(input: C, origin: Origin = 'person'): Promise<ReplyOf<C['type']>> {
    const parsed = Command.safeParse(input);
    if (!parsed.success) throw new SonnyError('COMMAND_INVALID', parsed.error.issues[0]?.path.join('.'));
    this.commands.push({ command: parsed.data, origin });
    if (input.type === 'stop.reset' && origin !== 'person') throw new SonnyError('NOT_AUTHORISED');
    return (this.#do(parsed.data, origin) ?? null) as ReplyOf<C['type']>;
  }

  subscribe(onEvent: (event: ViewEvent) => void): () => void {
    this.#listeners.add(onEvent);
    return () => this.#listeners.delete(onEvent);
  }

  snapshot(): readonly ViewEvent[] {
    const runs = [...this.#runs.values()].map((run): ViewEvent => ({ type: 'run', run }));
    const suggestions = this.knowledge.suggestions();
    const noticed: ViewEvent[] = this.#noticed ? [{ type: 'suggestions', suggestions }] : [];
    return [{ type: 'settings', settings: this.#settings }, ...runs, ...noticed];
  }

  peer(transport: Transport): void {
    transport.close();
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  /** Tells every listener something, as the program would. */
  emit(event: ViewEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #do(command: Command, origin: Origin): unknown {
    if (isMcpCommand(command)) {
      const answer = this.#servers.do(command);
      if (command.type !== 'mcp.list' && command.type !== 'mcp.asks') this.emit({ type: 'mcp' });
      return answer;
    }
    switch (command.type) {
      case 'goal.preview':
        return { chips: newRun('', command.text, 0).chips, trouble: null, suggestions: ['open the calculator'] };
      case 'run.start':
        return this.#start(command.text);
      case 'run.answer': {
        const { question: _, ...run } = this.#run(command.runId);
        return command.candidateId === null
          ? this.#put({ ...run, status: 'cancelled', sentence: 'You chose none.' })
          : this.#plan(run);
      }
      case 'run.approve':
        return this.#approve(command, origin);
      case 'run.deny':
      case 'run.cancel': {
        const { approval: _, ...run } = this.#run(command.runId);
        return this.#put({
          ...run,
          status: 'cancelled',
          sentence: 'Stopped.',
          error: new SonnyError('CANCELLED').view(),
        });
      }
      case 'run.pause':
        return this.#put({ ...this.#run(command.runId), status: 'paused', sentence: 'Paused.' });
      case 'run.resume':
      case 'run.step':
        return this.#act({ ...this.#run(command.runId), stepping: command.type === 'run.step' });
      case 'run.redo':
      case 'run.skip':
      case 'run.retry': {
        const { error: _, ...run } = this.#run(command.runId);
        return this.#act({ ...run, goal: run.goal.replaceAll('fail', 'succeed') });
      }
      case 'run.undo':
        return void this.#undo(this.#run(command.runId));
      case 'stop':
        for (const run of this.#runs.values())
          if (!isEnded(run.status)) this.#put({ ...run, status: 'cancelled', sentence: 'Stopped.' });
        return null;
      case 'history.list':
        return [...this.#runs.values()]
          .reverse()
          .filter(({ createdAt, goal }) => createdAt < (command.before ?? Infinity) && hasWords(goal, command.search))
          .slice(0, command.limit)
          .map(({ id, goal, status, sentence, createdAt, steps }) => ({
            id,
            goal,
            status,
            sentence,
            createdAt,
            steps: steps.length,
          }));
      case 'run.get':
        return this.#run(command.runId);
      case 'doctor':
        return [
          { id: 'display', label: 'Display', ok: true, say: 'DISPLAY is :99', fix: '', needed: true },
          { id: 'model', label: 'Model', ok: false, say: 'built-in grammar', fix: '', needed: false },
        ];
      case 'methods.list':
        return this.#learned;
      case 'method.forget':
        this.#learned = this.#learned.filter(({ id }) => id !== command.id);
        this.emit({ type: 'methods' });
        return null;
      case 'memory.get':
        return this.#memory.view;
      case 'preference.forget':
      case 'run.forget':
        this.#memory.do(command);
        if (command.type === 'run.forget') this.emit({ type: 'run.forgotten', runId: command.runId });
        this.emit({ type: 'memory' });
        return null;
      case 'scripts.offered':
        return OFFERED;
      case 'skills.list':
        return [
          {
            name: 'app.open',
            summary: 'Open an application',
            risk: 'R1',
            undo: 'closes it',
            verifiedBy: 'its window',
            examples: ['open the calculator'],
          },
        ];
      case 'settings.get':
        return this.#settings;
      case 'settings.set':
        this.#settings = Settings.parse({ ...this.#settings, ...command.settings });
        this.emit({ type: 'settings', settings: this.#settings });
        return this.#settings;
      case 'state.graph':
        return this.knowledge.graph(command);
      case 'fact.get':
        return this.knowledge.fact(command.factId);
      case 'fact.why':
        return this.knowledge.why(command.factId);
      case 'fact.why-not':
        return this.knowledge.whyNot(command.text);
      case 'fact.assert':
        return this.#learnt(this.knowledge.state(command.text, command.context));
      case 'fact.retract':
        return this.#learnt(this.knowledge.retract(command.factId));
      case 'step.why':
        return stepWhy(command.stepId);
      case 'plan.why-not':
      case 'run.why':
        return runWhy();
      case 'relations.list':
        return [];
      case 'rules.list':
        return this.knowledge.rules();
      case 'rules.text':
        return this.knowledge.rulesText();
      case 'rules.compare':
      case 'facts.suppose':
        return this.knowledge.otherwise(command, this.shownRuns());
      case 'suggestions.list':
        return this.knowledge.suggestions();
      case 'suggestion.dismiss':
        this.knowledge.dismiss(command.suggestionId);
        this.emit({ type: 'suggestions', suggestions: this.knowledge.suggestions() });
        return null;
      case 'model.status':
        return this.#modelStatus();
      case 'model.test':
        return { ...NOTHING_FOUND, error: new SonnyError('MODEL_UNREACHABLE', 'ECONNREFUSED.').view() };
      case 'model.key':
        this.#key = command.key !== null;
        return this.#modelStatus();
      case 'tuning.export':
        return { lines: [], tokens: 0, left: { unfinished: 0, unapproved: 0, repeated: 0, invalid: 0 } };
      case 'tuning.start':
      case 'tuning.look':
      case 'tuning.cancel':
        throw new SonnyError('UNSUPPORTED');
      case 'peers.list':
        return { name: null, connected: [], joined: [] };
      case 'peers.join':
      case 'peers.leave':
      case 'run.criticise':
      case 'run.raise':
      case 'run.replan':
      case 'run.resolve':
      case 'picture.get':
      case 'stop.reset':
      case 'screen.watch':
        return null;
    }
  }

  #modelStatus(): ModelStatus {
    const { baseUrl, name } = this.#settings.model;
    const key = this.#key ? 'session' : 'none';
    return { setUp: baseUrl !== '' && name !== '', key, keeps: 'session', spent: 0, unpriced: false };
  }

  /** Tells what follows from a fact that came or went. */
  #learnt<T>(answer: T): T {
    this.emit({ type: 'knowledge', revision: ++this.#revision, at: this.#now() });
    this.emit({ type: 'suggestions', suggestions: this.knowledge.suggestions() });
    for (const run of this.shownRuns())
      if (!isEnded(run.status))
        this.emit({ type: 'plan.marks', runId: run.id, marks: planMarks(run, this.knowledge.ended) });
    return answer;
  }

  protected shownRuns(): readonly RunView[] {
    return [...this.#runs.values()];
  }

  #start(goal: string): { runId: string } {
    if (!goal.trim()) throw new SonnyError('GOAL_EMPTY');
    if (goal.length > 32_000) throw new SonnyError('GOAL_TOO_LONG');
    const run = this.#put(newRun(`run-${this.#runs.size + 1}`, goal, this.#now()));
    const refusal = goal.includes('sandwich')
      ? 'GOAL_NOT_UNDERSTOOD'
      : goal.includes('impossible')
        ? 'PLAN_DOES_NOT_HOLD'
        : null;
    if (refusal) {
      const error = new SonnyError(refusal).view();
      this.#put({ ...run, status: 'refused', sentence: error.say, error, suggestions: ['open the calculator'] });
    } else if (goal.includes('which')) {
      const candidates = [
        { id: 'a', label: 'notes.txt – Mousepad' },
        { id: 'b', label: 'notes.txt – FeatherPad' },
      ];
      this.#put({
        ...run,
        status: 'asking',
        sentence: 'Which window?',
        question: { id: 'q1', ask: 'Which window?', candidates, subject: 'window' },
      });
    } else this.#plan(run);
    return { runId: run.id };
  }

  #plan(run: RunView): void {
    const steps = fakeSteps(run.goal);
    const forecast = { steps: 3, undoable: 3, pointOfNoReturn: null, say: 'Everything can be undone.' };
    this.#put({
      ...run,
      status: 'awaiting-approval',
      sentence: '3 steps planned. Everything can be undone.',
      planHash: `plan-${run.id}`,
      risk: steps.some((s) => s.asks) ? 'R3' : 'R2',
      forecast,
      steps,
      approval: this.#ask(
        run.id,
        null,
        'Run 3 steps',
        steps.map((s) => s.title),
      ),
    });
  }

  #ask(runId: string, stepId: string | null, label: string, preview: string[]): NonNullable<RunView['approval']> {
    return {
      nonce: `nonce-${++this.#nonces}`,
      planHash: `plan-${runId}`,
      stepId,
      label,
      preview,
      expiresAt: this.#now() + 120_000,
    };
  }

  #approve(command: Extract<Command, { type: 'run.approve' }>, origin: Origin): void {
    const { approval, ...run } = this.#run(command.runId);
    if (approval?.nonce !== command.nonce)
      throw new SonnyError('COMMAND_NOT_NOW', 'This approval was answered before.');
    if (approval.planHash !== command.planHash) throw new SonnyError('PLAN_CHANGED');
    if (approval.stepId !== null && origin === 'flag')
      throw new SonnyError('COMMAND_NOT_NOW', 'Only a person can approve one step.');
    if (approval.digest?.some(({ stepId }) => !command.read?.includes(stepId))) throw new SonnyError('NOT_READ');
    const steps = run.steps.map((s) => (s.id === approval.stepId ? { ...s, asks: false } : s));
    this.#act({ ...run, steps, stepping: command.stepByStep });
  }

  #act(run: RunView): void {
    void this.#steps(this.#put({ ...run, status: 'acting', sentence: 'Working.' }).id, run.goal);
  }

  /** Each step looks first whether the run is still `acting`: pause and cancel take hold between steps. */
  async #steps(id: string, goal: string): Promise<void> {
    for (const { id: stepId } of this.#run(id).steps) {
      const one = this.#run(id).steps.find((s) => s.id === stepId);
      if (!one || (one.status !== 'planned' && one.status !== 'failed')) continue;
      await this.#pace();
      if (this.#run(id).status !== 'acting') return;
      if (one.asks) {
        const digest = [{ stepId: one.id, title: one.title, lines: [`why: ${one.why}`] }];
        const asked = this.#ask(id, one.id, `Approve: ${one.title}`, [one.title]);
        const approval = goal.includes('hastily') ? { ...asked, digest } : asked;
        this.#put({ ...this.#run(id), status: 'awaiting-step-approval', sentence: `${one.title}?`, approval });
        return;
      }
      const { error: _, ...fresh } = one;
      this.#step(id, { ...fresh, status: 'acting', startedAt: this.#now() });
      await this.#pace();
      const outcome = fakeOutcome(goal, one);
      this.#step(id, { ...fresh, startedAt: this.#now(), ...outcome, endedAt: this.#now() });
      if (outcome.error)
        return void this.#put({
          ...this.#run(id),
          status: 'failed',
          sentence: outcome.error.say,
          error: outcome.error,
          endedAt: this.#now(),
        });
      if (this.#run(id).stepping && stepId !== 's3')
        return void this.#put({ ...this.#run(id), status: 'paused', sentence: 'Paused.' });
    }
    if (this.#run(id).status !== 'acting') return;
    const unread = this.#run(id).steps.some((s) => s.status === 'unverified');
    const [status, sentence] = unread
      ? (['done-unverified', 'Done, but one step could not be read back.'] as const)
      : (['done', 'Done: verified by reading the file.'] as const);
    this.#put({ ...this.#run(id), status, sentence, endedAt: this.#now() });
  }

  async #undo(run: RunView): Promise<void> {
    this.#put({ ...run, status: 'undoing', sentence: 'Undoing.' });
    for (const one of run.steps.toReversed()) {
      await this.#pace();
      if (['verified', 'unverified', 'failed'].includes(one.status)) this.#step(run.id, { ...one, status: 'undone' });
    }
    this.#put({ ...this.#run(run.id), status: 'undone', sentence: 'Everything was undone.' });
  }

  #run(id: string): RunView {
    const run = this.#runs.get(id);
    if (!run) throw new SonnyError('RUN_NOT_FOUND', id);
    return run;
  }

  #put(run: RunView): RunView {
    this.#runs.set(run.id, run);
    this.emit({ type: 'run', run });
    return run;
  }

  #step(runId: string, step: StepView): void {
    const run = this.#run(runId);
    this.#runs.set(runId, { ...run, steps: run.steps.map((s) => (s.id === step.id ? step : s)) });
    this.emit({ type: 'step', runId, step });
  }
}

const hasWords = (text: string, words = ''): boolean =>
  words.split(/\s+/u).every((word) => text.toLowerCase().includes(word.toLowerCase()));
