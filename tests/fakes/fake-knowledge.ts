import type { Command } from '../../shared/protocol/commands.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type {
  Explanation,
  ExplanationLine,
  FactView,
  RuleView,
  StateEdge,
  StateGraph,
  StateNode,
  Suggestion,
} from '../../shared/protocol/knowledge.ts';
import type { Consequence, Otherwise, RulesText, StepThen } from '../../shared/protocol/otherwise.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import { planMarks } from './fake-why.ts';
import { CONTEXTS, EVENTS, EVENT_EDGES, FACTS, RULES, type SceneFact, SUGGESTIONS } from './knowledge-scene.ts';

type OtherwiseAsked = Extract<Command, { type: 'facts.suppose' | 'rules.compare' }>;

const stepsThen = (run: RunView, ended: ReadonlySet<string>): StepThen[] =>
  planMarks(run, ended).map(({ stepId, say }) => ({
    runId: run.id,
    goal: run.goal,
    stepId,
    title: run.steps.find(({ id }) => id === stepId)?.title ?? stepId,
    say: `${say.charAt(0).toUpperCase()}${say.slice(1).replace(/\.$/u, '')}.`,
  }));

const WRITTEN = /^\s*([a-z]\w*)\s*\(\s*(.*?)\s*\)\s*$/;

/** A small Downloads folder, what follows from it, and one plan: believable answers to everything a window can ask. */
export class FakeKnowledge {
  #facts: readonly SceneFact[] = FACTS;
  readonly #ended = new Map<string, number>();
  readonly #dismissed = new Set<string>();
  readonly #began: number;
  readonly #now: () => number;
  #stated = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#began = now();
  }

  /** Ids of what does not hold any more. */
  get ended(): ReadonlySet<string> {
    return new Set(this.#ended.keys());
  }

  graph({ context, at = this.#now(), search = '', limit }: Extract<Command, { type: 'state.graph' }>): StateGraph {
    const nodes = this.#nodes();
    const words = search.toLowerCase().split(/\s+/);
    const inside = context === undefined ? null : new Set(this.#inside(context));
    const shown = nodes.filter(
      (one) =>
        one.at <= at &&
        (one.until === null || one.until > at) &&
        (inside === null || inside.has(one.context)) &&
        words.every((word) => one.label.toLowerCase().includes(word)),
    );
    const kept = shown.slice(0, limit);
    const ids = new Set(kept.map(({ id }) => id));
    return {
      nodes: kept,
      edges: this.#edges().filter(({ from, to }) => ids.has(from) && ids.has(to)),
      contexts: CONTEXTS.map((one) => {
        const within = new Set(this.#inside(one.id));
        return { ...one, facts: nodes.filter((node) => within.has(node.context) && node.until === null).length };
      }),
      at,
      from: Math.min(...nodes.map((node) => node.at).filter((one) => one > 0)),
      to: this.#now(),
      total: shown.length,
    };
  }

  fact(id: string): FactView {
    const { ago, expiresIn, derivations, args, ...rest } = this.#fact(id);
    const at = this.#began - ago;
    const until = this.#ended.get(id) ?? null;
    return {
      ...rest,
      args: [...args],
      validFrom: at,
      validUntil: until,
      observedAt: at,
      expiresAt: expiresIn === null ? null : this.#began + expiresIn,
      derived: derivations.length > 0,
      status: until === null ? 'holds' : 'retracted',
    };
  }

  why(id: string): Explanation {
    const fact = this.#fact(id);
    const lines = this.#proof(fact, 0);
    const base = lines.filter(({ kind }) => kind === 'observation' || kind === 'person');
    return {
      question: `Why does it hold that ${fact.say}?`,
      answer: fact.derivations.length > 0 ? `Because ${fact.source} gives it.` : `Because ${fact.source} says so.`,
      lines,
      changes: base.slice(0, 3).map(({ say }) => `It would not hold if it were not so that ${say}.`),
      checked: true,
    };
  }

  whyNot(text: string): Explanation {
    const [, relation = '', args = ''] = WRITTEN.exec(text) ?? [];
    if (relation === '') throw new SonnyError('COMMAND_INVALID', 'Write it as relation("argument", 2).');
    const rule = RULES.find((one) => one.text.startsWith(`${relation}(`));
    const lines: ExplanationLine[] = rule
      ? [
          {
            depth: 0,
            say: `Only the rule ${rule.name} could give it: ${rule.say}`,
            kind: 'rule',
            node: `rule:${rule.name}`,
          },
          { depth: 1, say: 'nothing is known of its age', kind: 'missing' },
          { depth: 1, say: 'the other conditions hold', kind: 'claim' },
        ]
      : [{ depth: 0, say: `No rule gives ${relation}, and nobody stated it.`, kind: 'missing' }];
    return {
      question: `Why is it not so that ${relation}(${args})?`,
      answer: rule ? 'One condition is missing.' : `Nothing is known of ${relation}.`,
      lines,
      changes: rule ? [`age_days(${args}, 31) would make it hold.`] : [`You can state ${relation}(${args}) yourself.`],
      checked: true,
    };
  }

  state(text: string, context: string): FactView {
    const [, relation = '', list = ''] = WRITTEN.exec(text) ?? [];
    if (relation === '') throw new SonnyError('COMMAND_INVALID', 'Write it as relation("argument", 2).');
    const args = list === '' ? [] : (JSON.parse(`[${list}]`) as string[]);
    const id = `stated-${++this.#stated}`;
    const fact: SceneFact = {
      id,
      relation,
      args,
      say: `${relation.replaceAll('_', ' ')}: ${args.join(', ')}`,
      context,
      ago: this.#began - this.#now(),
      source: 'what you typed just now',
      trust: 'person',
      confidence: 1,
      expiresIn: null,
      derivations: [],
    };
    this.#facts = [...this.#facts, fact];
    return this.fact(id);
  }

  /** Takes a fact back, and with it whatever has no other support. */
  retract(id: string): void {
    if (this.#fact(id).derivations.length > 0)
      throw new SonnyError('COMMAND_NOT_NOW', 'A rule gives this fact. Take back what it rests on.');
    this.#ended.set(id, this.#now());
    for (let before = -1; before !== this.#ended.size;) {
      before = this.#ended.size;
      for (const { id: other, derivations } of this.#facts) {
        const holds =
          derivations.length === 0 || derivations.some(({ from }) => from.every((f) => !this.#ended.has(f)));
        if (!holds && !this.#ended.has(other)) this.#ended.set(other, this.#now());
      }
    }
  }

  rules(): RuleView[] {
    return RULES.map((one) => {
      const gives = this.#facts.filter(({ derivations }) => derivations.some(({ rule }) => rule === one.name));
      return { ...one, holds: gives.filter(({ id }) => !this.#ended.has(id)).length, today: gives.length };
    });
  }

  rulesText(): RulesText {
    return { text: RULES.map(({ text }) => text).join('\n\n'), identity: 'shipped' };
  }

  /** What would be otherwise: it is made so, looked at, and made undone. */
  otherwise(command: OtherwiseAsked, runs: readonly RunView[]): Otherwise {
    const not = command.type === 'facts.suppose' ? command.not : this.#facts.slice(0, 1).map(({ id }) => id);
    const holds = command.type === 'facts.suppose' ? command.holds : [];
    const before = new Map(this.#ended);
    const marks = (): StepThen[] => runs.flatMap((run) => stepsThen(run, this.ended));
    const marked = marks();
    for (const id of not) this.retract(id);
    const ceased = [...this.#ended.keys()].filter((id) => !before.has(id) && !not.includes(id));
    const ceases = ceased.map((id) => ({ id, say: `${this.#fact(id).say}.`, why: this.why(id) }));
    const breaks = marks().filter(({ stepId }) => !marked.some((one) => one.stepId === stepId));
    this.#ended.clear();
    for (const [id, at] of before) this.#ended.set(id, at);
    const says = holds.map((text) => {
      const [, relation = text, list = ''] = WRITTEN.exec(text) ?? [];
      return `${relation.replaceAll('_', ' ')}: ${list.replaceAll('"', '')}.`;
    });
    const begins = says.map((say, i): Consequence => ({
      id: `then-${i + 1}`,
      say: `${say.replace(/\.$/u, '')} is to be filed.`,
      why: {
        question: `Why is it to be filed?`,
        answer: 'Because the rule file-invoices gives it.',
        lines: [
          { depth: 0, say: 'It is to be filed.', kind: 'claim' },
          {
            depth: 1,
            say: 'What waits and has a folder of its own is to be filed there.',
            kind: 'rule',
            node: 'rule:file-invoices',
          },
          { depth: 1, say, kind: 'supposed' },
          ...this.#proof(this.#fact('filed'), 1),
        ],
        changes: [],
        checked: true,
      },
    }));
    return {
      supposed: [...says, ...not.map((id) => `It is not so that ${this.#fact(id).say}.`)],
      begins: { some: begins, total: begins.length },
      ceases: { some: ceases, total: ceases.length },
      proofs: { some: [], total: 0 },
      breaks,
      mends: [],
      checked: true,
    };
  }

  suggestions(): Suggestion[] {
    return SUGGESTIONS.filter(({ id, fact }) => !this.#dismissed.has(id) && !this.#ended.has(fact)).map(
      ({ ago, ...one }) => ({ ...one, at: this.#began - ago }),
    );
  }

  dismiss(id: string): void {
    this.#dismissed.add(id);
  }

  #proof(fact: SceneFact, depth: number): ExplanationLine[] {
    const [derivation] = fact.derivations;
    const node = fact.id;
    if (!derivation) {
      const kind = fact.trust === 'person' ? 'person' : 'observation';
      return [{ depth, say: fact.say, kind, node }];
    }
    const rule = RULES.find(({ name }) => name === derivation.rule);
    return [
      { depth, say: fact.say, kind: 'claim', node },
      { depth: depth + 1, say: rule?.say ?? derivation.rule, kind: 'rule', node: `rule:${derivation.rule}` },
      ...derivation.from.flatMap((id) => this.#proof(this.#fact(id), depth + 1)),
    ];
  }

  #fact(id: string): SceneFact {
    const fact = this.#facts.find((one) => one.id === id);
    if (!fact) throw new SonnyError('COMMAND_INVALID', `There is no fact ${id}.`);
    return fact;
  }

  #inside(context: string): string[] {
    return [context, ...CONTEXTS.filter(({ parent }) => parent === context).flatMap(({ id }) => this.#inside(id))];
  }

  #nodes(): StateNode[] {
    return [
      ...this.#facts.map(({ id, say, context, ago }) => ({
        id,
        kind: 'fact' as const,
        label: say,
        context,
        at: this.#began - ago,
        until: this.#ended.get(id) ?? null,
      })),
      ...RULES.map(({ name }) => ({
        id: `rule:${name}`,
        kind: 'rule' as const,
        label: name,
        context: 'world',
        at: 0,
        until: null,
      })),
      ...EVENTS.map(({ ago, ...one }) => ({ ...one, at: this.#began - ago })),
    ];
  }

  #edges(): StateEdge[] {
    const derived = this.#facts.flatMap(({ id, derivations }) =>
      derivations.flatMap(({ rule, from }) =>
        [...from, `rule:${rule}`].map((to): StateEdge => ({ from: id, to, kind: 'derived-from' })),
      ),
    );
    return [...derived, ...EVENT_EDGES];
  }
}
