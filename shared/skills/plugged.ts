import { readable, SKILLS } from './catalogue.ts';
import type { Skill } from './skill.ts';

const timed = (skills: ReadonlyMap<string, Skill>, usual: ReadonlyMap<string, number>): ReadonlyMap<string, Skill> => {
  const all = new Map(skills);
  for (const [name, ms] of usual) {
    const skill = skills.get(name);
    if (skill && !skill.waits && !skill.grows && ms > (skill.usual ?? 0)) all.set(name, { ...skill, usual: ms });
  }
  return all;
};

/**
 * Everything Sonny can do right now: the built-in skills, and what plugs bring while the program runs. It reads as a map and is
 * always of this moment, so planning, policy, execution and explanations see a skill come and go together. A plug can
 * neither replace nor take away what it did not bring.
 */
export class Catalogue implements ReadonlyMap<string, Skill> {
  readonly #brought = new Map<string, readonly Skill[]>();
  readonly #listeners = new Set<() => void>();
  /** As they are declared. */
  #declared: ReadonlyMap<string, Skill> = SKILLS;
  #usual: ReadonlyMap<string, number> = new Map();
  #all: ReadonlyMap<string, Skill> = SKILLS;

  /**
   * What a plug brings from now on, in the place of what it brought before; nothing takes it all away.
   * @throws Error where a name is another's; then nothing has changed
   */
  bring(plug: string, skills: readonly Skill[]): void {
    const all = new Map(SKILLS);
    const brought = new Map(this.#brought).set(plug, skills.map(readable));
    for (const each of brought.values())
      for (const skill of each) {
        if (all.has(skill.name)) throw new Error(`There is a skill “${skill.name}” already.`);
        all.set(skill.name, skill);
      }
    this.#brought.set(plug, brought.get(plug) ?? []);
    this.#declared = all;
    this.#all = timed(all, this.#usual);
    for (const listener of this.#listeners) listener();
  }

  /**
   * How long calls took on this machine at the least, in milliseconds by skill: that counts where it is longer than what is declared, so that a
   * plan is not begun that has never been done in the time that is left.
   */
  times(usual: ReadonlyMap<string, number>): void {
    this.#usual = usual;
    this.#all = timed(this.#declared, usual);
  }

  /** Calls back after each change. @returns what ends it */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get size(): number {
    return this.#all.size;
  }

  get(name: string): Skill | undefined {
    return this.#all.get(name);
  }

  has(name: string): boolean {
    return this.#all.has(name);
  }

  keys(): MapIterator<string> {
    return this.#all.keys();
  }

  values(): MapIterator<Skill> {
    return this.#all.values();
  }

  entries(): MapIterator<[string, Skill]> {
    return this.#all.entries();
  }

  [Symbol.iterator](): MapIterator<[string, Skill]> {
    return this.#all.entries();
  }

  forEach(visit: (skill: Skill, name: string, all: ReadonlyMap<string, Skill>) => void): void {
    for (const [name, skill] of this.#all) visit(skill, name, this);
  }
}
