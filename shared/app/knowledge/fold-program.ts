import { PROGRAM, type ProgramEvent } from '../../protocol/program-events.ts';
import { baseOf } from '../../skills/path.ts';
import { keyOf } from '../../symbolic/atom.ts';
import { WORLD } from '../../symbolic/facts/context.ts';
import { PeerFold } from './fold-peers.ts';
import type { Memory } from './memory.ts';

type Of<T extends ProgramEvent['type']> = Extract<ProgramEvent, { type: T }>;

/** Makes facts and events of the rows that belong to no run: what a person told, took back, dismissed and stopped. */
export class ProgramFold {
  /** Suggestions that a person does not want, with when they said so. */
  readonly dismissed = new Map<string, number>();
  readonly #memory: Memory;
  readonly #peers: PeerFold;
  #words = 0;

  constructor(memory: Memory) {
    this.#memory = memory;
    this.#peers = new PeerFold(memory);
  }

  take(event: ProgramEvent): void {
    switch (event.type) {
      case 'stop.pulled':
        this.#word(event.at, `Stopped: ${event.reason}`);
        return;
      case 'stop.reset':
        this.#word(event.at, 'You let Sonny act again');
        return;
      case 'fact.asserted':
        return this.#asserted(event);
      case 'fact.retracted':
        return this.#retracted(event);
      case 'suggestion.dismissed':
        this.dismissed.set(event.suggestion, event.at);
        return;
      case 'kept.cleaned':
      case 'run.forgotten':
      case 'method.learned':
      case 'method.forgotten':
      case 'preference.forgotten':
      case 'script.offered':
      case 'mcp.added':
      case 'mcp.removed':
      case 'mcp.approved':
      case 'mcp.pinned':
      case 'mcp.accepted':
      case 'mcp.classified':
      case 'mcp.signed-in':
      case 'mcp.signed-out':
      case 'mcp.allowed':
      case 'mcp.sampled':
      case 'mcp.answered':
        return;
      case 'peers.told':
        this.#peers.take(event);
        return;
    }
  }

  #asserted({ relation, args, negated, context, at }: Of<'fact.asserted'>): void {
    const { facts } = this.#memory;
    const literal = { relation, args, negated };
    this.#document(context);
    // A window's context is gone with the window, and an earlier program may have known other relations: that is history.
    if (!facts.relations.fits(literal) || !facts.contexts.get(context)) return;
    const node = this.#word(at, `You said that ${this.#memory.say(literal)}`);
    this.#memory.tell({ literal, context, at, source: 'person', trust: 'person', lifetime: null }, [
      { kind: 'caused-by', node },
    ]);
  }

  #retracted({ relation, args, negated, context, at }: Of<'fact.retracted'>): void {
    const { facts } = this.#memory;
    const key = keyOf({ relation, args });
    for (const fact of facts.ofRelation(relation, at)) {
      if (fact.context !== context || keyOf(fact.literal) !== key || (fact.literal.negated ?? false) !== negated)
        continue;
      this.#memory.takeBack(fact.id, at, this.#word(at, `You took it back that ${this.#memory.say(fact.literal)}`));
      return;
    }
  }

  /** Documents are contexts as soon as someone says something about them. */
  #document(context: string): void {
    const { contexts } = this.#memory.facts;
    const path = /^document:(\/.*)$/su.exec(context)?.[1];
    if (path === undefined || contexts.get(context)) return;
    contexts.add({ id: context, kind: 'document', parent: WORLD.id, label: baseOf(path) });
  }

  #word(at: number, label: string): string {
    const id = `word:${PROGRAM}/${++this.#words}`;
    this.#memory.graph.add({
      id,
      kind: 'decision',
      label: this.#memory.readable(label),
      context: WORLD.id,
      at,
      until: null,
    });
    return id;
  }
}
