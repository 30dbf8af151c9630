import type { Hash } from '../../ports/hash.ts';
import type { JournalEvent } from '../../protocol/events.ts';
import { isRunEvent } from '../../protocol/events.ts';
import { SKILLS } from '../../skills/catalogue.ts';
import type { Skill } from '../../skills/skill.ts';
import { atom } from '../../symbolic/atom.ts';
import { WORLD } from '../../symbolic/facts/context.ts';
import { recordConclusions } from './derived.ts';
import { ProgramFold } from './fold-program.ts';
import { RunFold } from './fold.ts';
import type { Seen } from './imagine.ts';
import { Memory } from './memory.ts';
import { Reasoner } from './reasoner.ts';
import type { LoadedRules } from './rule-set.ts';
import type { Sight } from './sights.ts';
import { addRuleNodes } from './views.ts';

/** Everything that is known at one moment: a fold of rows and looks, with what the rules make of it. */
export class Mind implements Seen {
  readonly context = WORLD.id;
  readonly memory: Memory;
  readonly reasoner: Reasoner;
  readonly home: string;
  readonly skills: ReadonlyMap<string, Skill>;
  readonly #runs: RunFold;
  readonly #program: ProgramFold;

  constructor(rules: LoadedRules, home: string, now: number, skills: ReadonlyMap<string, Skill> = SKILLS) {
    this.home = home;
    this.skills = skills;
    this.memory = new Memory(home);
    this.reasoner = new Reasoner(rules.set, now);
    this.memory.follow(this.reasoner);
    this.#runs = new RunFold(this.memory, skills);
    this.#program = new ProgramFold(this.memory);
    addRuleNodes(this.memory, this.reasoner);
    const downloads = atom('downloads', `${home}/Downloads`);
    this.memory.tell({ literal: downloads, context: WORLD.id, at: now, source: 'sonny', trust: 'sonny' }, []);
  }

  /** Suggestions that a person dismissed, with when. */
  get dismissed(): ReadonlyMap<string, number> {
    return this.#program.dismissed;
  }

  take(event: JournalEvent): void {
    if (isRunEvent(event)) this.#runs.take(event);
    else this.#program.take(event);
  }

  /** Takes in a look; `look` names it. */
  see(sight: Sight, at: number, look: string): void {
    const label = this.memory.readable(sight.say);
    this.memory.graph.add({ id: look, kind: 'observation', label, context: WORLD.id, at, until: null });
    this.memory.see(sight, at, look);
  }

  /** Follows everything up to now: what expired goes, and what rested on it. Says whether a conclusion changed. */
  settle(now: number): boolean {
    this.memory.settle(now);
    const conclusions = this.reasoner.settle(now);
    recordConclusions(conclusions, this.memory, this.reasoner, now, this.home);
    return conclusions.began.length + conclusions.ceased.length > 0;
  }

  /** A hash of every fact with its times and source, and of what follows: equal for equal histories. */
  fingerprint(hash: Hash): string {
    const lines: string[] = [];
    for (const fact of this.memory.facts.all()) lines.push(JSON.stringify(fact));
    for (const node of this.memory.graph.nodes())
      lines.push(JSON.stringify(node), JSON.stringify(this.memory.graph.edgesFrom(node.id)));
    return hash(lines.join('\n'));
  }
}
