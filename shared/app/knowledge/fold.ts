import type { JournalEvent, PlannedStep } from '../../protocol/events.ts';
import type { Json } from '../../protocol/json.ts';
import type { Question } from '../../protocol/run.ts';
import type { Skill } from '../../skills/skill.ts';
import { atom, type Literal } from '../../symbolic/atom.ts';
import { AtomSet } from '../../symbolic/atom-set.ts';
import type { PlacedNode } from '../../symbolic/events/event-graph.ts';
import type { NodeKind } from '../../symbolic/events/node.ts';
import { WORLD } from '../../symbolic/facts/context.ts';
import type { Assertion, Change } from '../../symbolic/facts/fact-store.ts';
import type { Trust } from '../../symbolic/facts/trust.ts';
import { derivedId } from './derived.ts';
import type { Cause, Memory } from './memory.ts';
import { windowContexts } from './sights.ts';
import { effectsOf, filedBy, windowsOf } from './step-facts.ts';

/** What of a run its later rows are read with. */
interface Run {
  readonly id: string;
  readonly context: string;
  readonly goal: string;
  plans: number;
  words: number;
  question: Question | null;
  asked: string;
  /** The goal's node. */
  readonly begun: PlacedNode;
  /** The node that the next step comes of: the plan, or the last word on it. */
  cause: PlacedNode;
  /** With the node of each. No more is kept of a step than that: a history has many of them. */
  readonly steps: Map<string, { readonly skill: string; readonly node: PlacedNode }>;
  /** By key: what an act was sent with, when, and the facts it brought about. */
  readonly acts: Map<string, Act>;
  /** By key, acts of which an undo took back some things and left others: whether that is still so. */
  readonly partly: Map<string, boolean>;
}

interface Act {
  readonly at: number;
  readonly args: Readonly<Record<string, Json>>;
  told: string[];
}

/** How a statement was learned; of the world, unless another context is named. */
type Told = Pick<Assertion, 'at' | 'source' | 'trust' | 'confidence'> & Partial<Pick<Assertion, 'context'>>;
type Of<T extends JournalEvent['type']> = Extract<JournalEvent, { type: T }>;

const SEEN = 'seen just now';
const NOTHING: readonly never[] = [];
const LABEL = 120;
/** Space that is more than one blank between words. */
const RAGGED = /[^\S ]|\s\s|^\s|\s$/u;
const short = (text: string): string => {
  // Most are one line already.
  const line = RAGGED.test(text) ? text.replace(/\s+/gu, ' ').trim() : text;
  return line.length > LABEL ? `${line.slice(0, LABEL - 1)}…` : line;
};

const sayAll = (...lists: readonly (readonly { readonly say: string }[])[]): string => {
  let all = '';
  for (const list of lists) for (const { say } of list) all += all === '' ? say : `; ${say}`;
  return all;
};

const sayPlan = ({ steps, forecast }: Of<'plan.made'>['plan']): string =>
  `A plan of ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}: ${forecast.say.charAt(0).toLowerCase()}${forecast.say.slice(1)}`;

/** A node of the graph, and where it lies while nothing is forgotten. */
interface Spot {
  readonly node: string;
  readonly place: number | undefined;
}

/** Which way a relation is looked at. */
const eyeOf = (relation: string): { readonly source: string; readonly trust: Trust } => {
  if (relation === 'installed') return { source: 'sonny', trust: 'sonny' };
  const source = relation === 'window' ? 'window-system' : relation === 'clipboard-text' ? 'clipboard' : 'filesystem';
  return { source, trust: 'observed' };
};

/**
 * Makes facts and events of journal rows, in their order. The same rows give the same memory. Rows of a run whose
 * beginning was not read are passed by.
 */
export class RunFold {
  readonly #memory: Memory;
  readonly #skills: ReadonlyMap<string, Skill>;
  readonly #runs = new Map<string, Run>();

  constructor(memory: Memory, skills: ReadonlyMap<string, Skill>) {
    this.#memory = memory;
    this.#skills = skills;
  }

  take(event: JournalEvent): void {
    if (event.type === 'run.started') return this.#started(event);
    const run = this.#runs.get(event.runId);
    if (!run) return;
    switch (event.type) {
      case 'run.refused':
        this.#node(
          'decision',
          `end:${run.id}`,
          event.at,
          `Refused: ${event.error.details ?? event.error.say}`,
          run,
          run.cause,
        );
        return this.#ended(run, 'refused', event.at);
      case 'question.asked':
        run.question = event.question;
        return;
      case 'question.answered':
        return this.#answered(run, event);
      case 'plan.made':
        return this.#planned(run, event);
      case 'approval.asked':
        run.asked = event.stepId === null ? 'the plan' : `“${event.label}”`;
        return;
      case 'approval.given':
        return this.#word(run, event.at, `You said yes to ${run.asked}`);
      case 'approval.denied':
        return this.#word(run, event.at, event.reason === 'expired' ? 'Nobody answered in time' : `No to ${run.asked}`);
      case 'step.intended':
        return this.#intended(run, event);
      case 'step.ended':
        return this.#acted(run, event);
      case 'run.cancelled':
        this.#word(run, event.at, 'It was stopped');
        return this.#ended(run, 'cancelled', event.at);
      case 'run.finished':
        return this.#ended(run, event.status, event.at);
      case 'run.retried':
        return this.#word(run, event.at, 'You had it try again');
      case 'step.skipped':
        return this.#word(run, event.at, 'You let a step go');
      case 'run.interrupted':
        return this.#word(run, event.at, 'Sonny was interrupted');
      case 'undo.started':
        return this.#word(run, event.at, 'You had it undone');
      case 'undo.ended':
        if (event.status === 'kept' && event.conflict && event.evidence.some(({ holds }) => holds === true))
          run.partly.set(event.key, true);
        else run.partly.delete(event.key);
        return this.#undone(run, event);
      case 'conflict.settled':
        if (run.partly.has(event.key) && (event.status === 'undone' || event.status === 'kept'))
          run.partly.set(event.key, event.choice === 'keep');
        return;
      case 'undo.finished': {
        const isWhole = event.complete && ![...run.partly.values()].includes(true);
        return this.#ended(run, isWhole ? 'undone' : 'undone-partly', event.at);
      }
      case 'run.redone':
        return this.#word(run, event.at, 'You had it done once more');
      default:
    }
  }

  #started({ runId, goal, at }: Of<'run.started'>): void {
    const { facts, graph } = this.#memory;
    const context = `plan:${runId}`;
    if (this.#runs.has(runId)) return;
    const label = short(this.#memory.readable(goal));
    facts.contexts.add({ id: context, kind: 'plan', parent: WORLD.id, label });
    const node = `goal:${runId}`;
    const begun = graph.placed(node, graph.add({ id: node, kind: 'goal', label, context, at, until: null }));
    const run: Run = {
      id: runId,
      context,
      goal,
      plans: 0,
      words: 0,
      question: null,
      asked: 'the plan',
      begun,
      cause: begun,
      steps: new Map(),
      acts: new Map(),
      partly: new Map(),
    };
    this.#runs.set(runId, run);
    const literal = atom('goal', runId, goal);
    this.#tell(literal, { at, source: 'person', trust: 'person' }, [{ kind: 'caused-by', node }]);
  }

  #answered(run: Run, { candidateId, at }: Of<'question.answered'>): void {
    const label = run.question?.candidates.find((c) => c.id === candidateId)?.label;
    this.#word(run, at, label === undefined ? 'You chose none of these' : `You chose “${short(label)}”`);
    run.question = null;
  }

  #planned(run: Run, { plan, at, keeps }: Of<'plan.made'>): void {
    const { graph } = this.#memory;
    const node = `plan:${run.id}/${++run.plans}`;
    const look = `look:${run.id}/${run.plans}`;
    const before = `plan:${run.id}/${run.plans - 1}`;
    const place = this.#node('plan', node, at, sayPlan(plan), run, run.cause);
    const seen = this.#node('observation', look, at, 'Looked at what the plan needs', run, run.begun);
    const causes: readonly Cause[] = [{ kind: 'caused-by', node: look, place: seen }];
    if (graph.get(before)) {
      graph.end(before, at);
      graph.link(node, 'supersedes', before);
    }
    const kept = new Set(keeps);
    /** What steps before bring about was not seen, whatever its sentence says. */
    const decided = new AtomSet();
    for (const id of run.steps.keys())
      if (!kept.has(id) && !plan.steps.some((s) => s.id === id)) graph.end(this.#stepNode(run, id), at);
    run.cause = graph.placed(node, place);
    for (const step of plan.steps) {
      const known = kept.has(step.id) ? run.steps.get(step.id) : undefined;
      if (known) {
        run.steps.set(step.id, { skill: step.skill, node: known.node });
        continue;
      }
      const stepNode = this.#stepNode(run, step.id);
      const stepPlace = this.#node('step', stepNode, at, short(step.title), run, null);
      run.steps.set(step.id, { skill: step.skill, node: graph.placed(stepNode, stepPlace) });
      graph.join(stepPlace, 'caused-by', place);
      for (const on of step.dependsOn) graph.link(stepNode, 'derived-from', this.#stepNode(run, on));
      this.#rests(step, stepPlace, causes, at, decided);
    }
  }

  /** What was seen of a step's needs while it was planned: the step rests on it. */
  #rests(step: PlannedStep, stepPlace: number, causes: readonly Cause[], at: number, decided: AtomSet): void {
    const { graph } = this.#memory;
    const skill = this.#skills.get(step.skill);
    if (!skill) return;
    const needs = skill.needs(step.args);
    for (let i = 0; i < needs.length; i++) {
      const need = needs[i] as Literal;
      const known = step.needs[i];
      if (!known?.holds || decided.has(need)) continue;
      if (known.fact !== undefined) this.#relies(stepPlace, need);
      if (known.because !== SEEN) continue;
      const { source, trust } = eyeOf(need.relation);
      const told = this.#tell(need, { at, source, trust }, causes);
      if (told) graph.join(stepPlace, 'derived-from', graph.placeOf(told.fact.id));
    }
    for (const change of skill.changes(step.args, step.id)) decided.add(change);
  }

  /** What was told of a step's needs, or follows: the step rests on that. */
  #relies(stepPlace: number, need: Literal): void {
    const { graph } = this.#memory;
    const id = this.#memory.said(need)?.id ?? derivedId(need);
    if (graph.get(id)) graph.join(stepPlace, 'derived-from', graph.placeOf(id));
  }

  #intended(run: Run, { stepId, key, at, args }: Of<'step.intended'>): void {
    const { graph } = this.#memory;
    run.acts.set(key, { at, args, told: [] });
    const planned = run.steps.get(stepId);
    const place = planned ? graph.locate(planned.node) : graph.placeOf(this.#stepNode(run, stepId));
    graph.join(place, 'caused-by', graph.locate(run.cause));
  }

  #acted(run: Run, event: Of<'step.ended'>): void {
    const { stepId, key, status, at } = event;
    const planned = run.steps.get(stepId);
    const { graph } = this.#memory;
    const step = {
      node: planned?.node.id ?? this.#stepNode(run, stepId),
      place: planned ? graph.locate(planned.node) : undefined,
    };
    const look = this.#looked(run, event, step);
    if (step.place === undefined) graph.end(step.node, at);
    else graph.endAt(step.place, at);
    this.#surprised(event, look.node);
    const act = run.acts.get(key);
    const skill = this.#skills.get(planned?.skill ?? '');
    if (!act || !skill || (status !== 'verified' && status !== 'unverified')) return;
    const causes: Cause[] = [{ kind: 'caused-by', node: step.node, place: step.place }];
    if (status === 'verified' && look.place !== undefined)
      causes.push({ kind: 'derived-from', node: look.node, place: look.place });
    // What nothing has confirmed may be so.
    const confidence = status === 'verified' ? 1 : 0.5;
    const by = { at, source: step.node, trust: 'sonny', confidence } as const;
    for (const literal of effectsOf(skill, act.args, event)) {
      this.#did(act, literal, by, causes);
      const [window] = literal.args;
      if (status === 'verified' && literal.relation === 'unsaved' && literal.negated && typeof window === 'string')
        this.#memory.saved(window, at, look.node);
    }
    // Where a look tells the same, so that it is known once.
    for (const window of windowsOf(event.outputs)) {
      const contexts = windowContexts(window);
      for (const context of contexts) this.#memory.place(context);
      const there = { ...by, context: contexts[1].id };
      this.#did(act, atom('window-app', `w:${window.id}`, window.app), there, causes);
      this.#did(act, atom('window-title', `w:${window.id}`, window.title), there, causes);
    }
    // A list that grows has room for more, and there are many of them.
    act.told = act.told.slice();
    const filed = status === 'verified' ? filedBy(run.id, run.goal, event) : null;
    if (filed) this.#tell(filed, by, causes);
  }

  /** What was read back of a step, or is said of why it failed. Without a place where nothing is. */
  #looked(run: Run, event: Of<'step.ended'>, step: Spot): Spot {
    const { key, evidence, error, at, surprises = NOTHING } = event;
    const { graph } = this.#memory;
    const node = `seen:${key}`;
    const said = sayAll(evidence, surprises) || (error?.details ?? error?.say ?? '');
    const place = said === '' ? undefined : this.#node('observation', node, at, short(said), run, null);
    if (place !== undefined) graph.join(place, 'caused-by', step.place ?? graph.placeOf(step.node));
    return { node, place };
  }

  #surprised(event: Of<'step.ended'>, look: string): void {
    const { at, surprises = NOTHING } = event;
    for (const { relation, args, observed } of surprises) {
      const literal = { relation, args, ...(observed ? {} : { negated: true }) };
      this.#tell(literal, { at, ...eyeOf(relation) }, [{ kind: 'caused-by', node: look }]);
    }
  }

  /** What an act brought about; what was seen while it acted is its doing as well. */
  #did(act: Act, literal: Literal, by: Told, causes: readonly Cause[]): void {
    const change = this.#tell(literal, by, causes);
    if (change && change.fact.observedAt >= act.at) act.told.push(change.fact.id);
  }

  /** What an act brought about is no longer so, and what it needed is so again. */
  #undone(run: Run, { stepId, key, status, at }: Of<'undo.ended'>): void {
    const act = run.acts.get(key);
    const skill = this.#skills.get(run.steps.get(stepId)?.skill ?? '');
    if (!act || (status !== 'undone' && status !== 'unverified')) return;
    const node = run.cause.id;
    this.#memory.graph.link(this.#stepNode(run, stepId), 'undone-by', node);
    for (const id of act.told) this.#memory.takeBack(id, at, node, at);
    act.told = [];
    const confidence = status === 'undone' ? 1 : 0.5;
    const by = { at, source: `undo:${run.id}/${stepId}`, trust: 'sonny', confidence } as const;
    for (const literal of skill?.needs(act.args) ?? []) this.#tell(literal, by, [{ kind: 'caused-by', node }]);
  }

  #ended(run: Run, status: string, at: number): void {
    this.#memory.graph.end(`goal:${run.id}`, at);
    this.#memory.graph.end(`plan:${run.id}/${run.plans}`, at);
    const causes = [{ kind: 'caused-by', node: `goal:${run.id}` }] as const;
    this.#tell(atom('ended', run.id, status), { at, source: 'sonny', trust: 'sonny' }, causes);
  }

  /** A word on a run, which what comes next comes of. */
  #word(run: Run, at: number, label: string): void {
    const node = `word:${run.id}/${++run.words}`;
    run.cause = this.#memory.graph.placed(node, this.#node('decision', node, at, short(label), run, run.cause));
  }

  #stepNode({ id, steps }: Run, stepId: string): string {
    return steps.get(stepId)?.node.id ?? `step:${id}/${stepId}`;
  }

  /** Gives the node's place, which is good until something is forgotten. */
  #node(kind: NodeKind, id: string, at: number, label: string, { context }: Run, cause: PlacedNode | null): number {
    const { graph } = this.#memory;
    const place = graph.add({ id, kind, label: this.#memory.readable(label), context, at, until: null });
    if (cause !== null) graph.join(place, 'caused-by', graph.locate(cause));
    return place;
  }

  /** A row of an earlier program may speak of what no relation says any more; it is history then, and no fact. */
  #tell(
    literal: Literal,
    { at, source, trust, confidence = 1, context = WORLD.id }: Told,
    causes: readonly Cause[],
  ): Change | null {
    if (!this.#memory.facts.relations.fits(literal)) return null;
    return this.#memory.tell({ literal, context, at, source, trust, confidence }, causes);
  }
}
