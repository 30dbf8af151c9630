import type { Observation, Query } from '../ports/observer.ts';
import { isJoined, isRef } from '../protocol/step.ts';
import type { Json } from '../protocol/json.ts';
import { normal } from '../skills/footprint.ts';
import { baseOf, inside } from '../skills/path.ts';
import { R } from '../skills/relations.ts';
import type { Skill } from '../skills/skill.ts';
import { keyOf, type Literal } from '../symbolic/atom.ts';
import { State } from '../symbolic/state.ts';
import { sayClosed } from '../protocol/closed.ts';
import { achieverOf, type Achiever } from './achieve.ts';
import { closedTo } from './closed-places.ts';
import { withDocumentPath } from './document-path.ts';
import type { Draft } from './draft.ts';
import { withObserved } from './facts.ts';
import type { Known } from './known.ts';
import { Refusal, Unseen } from './refusal.ts';
import type { Call } from './seek/calls.ts';
import { purposes, seek, type SeekOptions } from './seek/seek.ts';
import { INTO, MOVE, stayingIn, withoutStaying } from './staying.ts';
import { withPlaces } from './text-places.ts';
import { sayCondition } from './words.ts';
import type { WorldFacts } from './world.ts';

/** The names of more things than this are not looked for where they go. */
const MOST_NAMES = 100;

const CREATE_FOLDER = 'files.create-folder';

/** How deep steps may be put in for steps that were put in. Folders in folders are the usual case. */
const DEPTH = 12;

/** How many conditions steps are sought for at once: where more are open, it is not a few steps that are missing. */
const MOST_OPEN = 8;

const checkArguments = (skill: Skill, args: Readonly<Record<string, Json>>): void => {
  for (const [name, schema] of Object.entries(skill.parameters.shape)) {
    // What is still to come is held to it by the plan's check.
    if (isRef(args[name]) || isJoined(args[name])) continue;
    const parsed = schema.safeParse(args[name]);
    if (!parsed.success)
      throw new Refusal(
        'PLAN_DOES_NOT_HOLD',
        `${skill.name} cannot take this ${name}: ${parsed.error.issues[0]?.message ?? 'wrong value'}.`,
      );
  }
};

/** Before the folder `to` is made for it, inside what is to go there. */
const refuseIntoItself = ({ name }: Skill, { files, to }: Readonly<Record<string, Json>>): void => {
  if (!INTO.has(name) || !Array.isArray(files) || typeof to !== 'string') return;
  const itself = files.find((file) => typeof file === 'string' && `${normal(to)}/`.startsWith(`${normal(file)}/`));
  if (typeof itself === 'string')
    throw new Refusal('PLAN_DOES_NOT_HOLD', `${itself} can’t go into itself. Name a place outside it.`);
};

/** How far a plan has been composed. */
export interface Composed {
  readonly drafts: readonly Draft[];
  /** The state after the last of them. */
  readonly state: State;
  /** Facts that the plan itself has decided: these are not looked at in the world. */
  readonly decided: ReadonlySet<string>;
}

/** Puts steps one after another, each with those before it that its preconditions ask for. Can go back to an earlier moment. */
export class Composing {
  readonly known: Known;
  readonly #world: WorldFacts;
  readonly #skills: ReadonlyMap<string, Skill>;
  /** What was seen before the first step. */
  initial = State.empty;
  now: Composed = { drafts: [], state: State.empty, decided: new Set() };

  readonly #taken: number;
  /** Places that keep what they hold, as what was to come there gets another name. */
  readonly kept = new Set<string>();

  /** `taken`: how many steps have names already, in a plan before this one. */
  constructor(known: Known, world: WorldFacts, skills: ReadonlyMap<string, Skill>, taken = 0) {
    this.known = known;
    this.#world = world;
    this.#skills = skills;
    this.#taken = taken;
  }

  /** Whether a condition holds after the last step. @throws Unseen */
  holds(literal: Literal): boolean {
    this.#look([literal]);
    return this.now.state.holds(literal);
  }

  /** What was seen of the world, before the first step. @throws Unseen */
  look(query: Query): Observation {
    const seen = this.known.look(query);
    if (!seen) throw new Unseen();
    return seen;
  }

  /** Whether a folder that is to be created is there already, so that nothing needs to be done. @throws Unseen */
  isMade(skill: Skill, args: Readonly<Record<string, Json>>): boolean {
    const { path } = args;
    if (skill.name !== CREATE_FOLDER || typeof path !== 'string') return false;
    return closedTo(skill, args, this.known) === null && this.holds(R.folder(path));
  }

  /** Of what is to go to a folder, what is there and lies in it already. @throws Unseen */
  staying(skill: Skill, args: Readonly<Record<string, Json>>): readonly string[] {
    const staying = stayingIn(skill, args);
    if (staying.length === 0 || closedTo(skill, args, this.known) !== null) return [];
    this.#look(staying.map(R.notFree));
    return staying.filter((file) => this.now.state.holds(R.notFree(file)));
  }

  /**
   * Adds a step and what must come before it.
   * @returns its id, and the conditions that nothing brings about
   * @throws Refusal for arguments the skill cannot take, and for a place that is closed; Unseen
   */
  add(
    skill: Skill,
    given: Readonly<Record<string, Json>>,
    why: string,
    depth = 0,
  ): { readonly id: string; readonly unmet: readonly Literal[] } {
    const placed = withDocumentPath(skill, { ...given }, this.now.drafts);
    const closed = closedTo(skill, placed, this.known);
    if (closed) {
      this.append({ id: this.#nextId(), skill, args: placed, why, closed });
      throw new Refusal('FILE_DENIED', sayClosed(closed), { drafts: this.now.drafts, initial: this.initial });
    }
    const single = withoutStaying(skill, placed);
    const args = withPlaces(skill, this.#withRenamed(skill, this.#withReplace(skill, single)), this);
    checkArguments(skill, args);
    refuseIntoItself(skill, args);
    const needs = skill.needs(args);
    this.#look(needs);
    if (closed === undefined) throw new Unseen();
    if (depth === 0) this.#addSought(needs);
    for (const need of needs) {
      if (this.now.state.holds(need) || depth >= DEPTH) continue;
      const achiever = achieverOf(need, this.#skills.values());
      if (achiever && !this.#isTaken(achiever)) this.add(achiever.skill, achiever.args, this.#so(need), depth + 1);
    }
    const unmet = needs.filter((need) => !this.now.state.holds(need));
    const id = this.#nextId();
    this.append({ id, skill, args, why });
    return { id, unmet };
  }

  /** Something else is where a step would put what is needed: it is no help then, and what is needed is what is said to be missing. */
  #isTaken({ skill, args }: Achiever): boolean {
    return skill.needs(args).some((need) => need.relation === 'free' && !need.negated && !this.holds(need));
  }

  /** Has every step from a place on wait for all that are before it. */
  order(from: number): void {
    const { drafts } = this.now;
    const before = drafts.slice(0, from).map(({ id }) => id);
    const after = (draft: Draft): Draft => ({ ...draft, after: [...new Set([...(draft.after ?? []), ...before])] });
    this.now = { ...this.now, drafts: [...drafts.slice(0, from), ...drafts.slice(from).map(after)] };
  }

  /** Says more with the last step. */
  tell(says: readonly string[]): void {
    const { drafts } = this.now;
    const [last, ...others] = drafts.toReversed();
    if (last && says.length > 0)
      this.now = { ...this.now, drafts: [...others.reverse(), { ...last, why: [last.why, ...says].join(' ') }] };
  }

  #nextId(): string {
    return `s${this.#taken + this.now.drafts.length + 1}`;
  }

  /**
   * Steps that make conditions true together, found by search; none where there are none.
   * @throws Unseen; Refusal, with the steps to where it came, for a search that its budget has ended
   */
  seek(goal: readonly Literal[], options?: SeekOptions): readonly Call[] {
    const look = (literals: readonly Literal[]): State => {
      this.#look(literals);
      return this.now.state;
    };
    const found = seek(goal, { skills: this.#skills, known: this.known, world: this.#world, look }, options);
    if (found.kind === 'none') return [];
    if (found.kind === 'steps') return found.calls;
    this.#addAll(found.calls, [found.open, ...goal]);
    throw new Refusal(
      'PLAN_DOES_NOT_HOLD',
      `I have not found all steps in the time that looking for them may take. What is open is that ${sayCondition(found.open, this.#world)}.`,
      { drafts: this.now.drafts, initial: this.initial },
    );
  }

  /** What no single step brings about, several may. */
  #addSought(needs: readonly Literal[]): void {
    const open = needs.filter((need) => !this.now.state.holds(need));
    const isHard = open.length <= MOST_OPEN && open.some((need) => !achieverOf(need, this.#skills.values()));
    if (isHard) this.#addAll(this.seek(needs), needs);
  }

  #addAll(calls: readonly Call[], goal: readonly Literal[]): void {
    const whys = purposes(calls, goal).map((purpose) => (purpose ? this.#so(purpose) : ''));
    for (const [i, { skill, args }] of calls.entries()) this.add(skill, args, whys[i] ?? '', DEPTH);
  }

  #so(condition: Literal): string {
    return `So that ${sayCondition(condition, this.#world)}.`;
  }

  /** Adds a step as it is. */
  append(draft: Draft): void {
    const changes = draft.skill.changes(draft.args, draft.id);
    const { drafts, state, decided } = this.now;
    this.now = {
      drafts: [...drafts, draft],
      state: state.after(changes, draft.id),
      decided: new Set([...decided, ...changes.map(keyOf)]),
    };
  }

  #look(literals: readonly Literal[]): void {
    const { state, decided } = this.now;
    this.initial = withObserved(this.initial, literals, decided, this.known, this.#world);
    this.now = { ...this.now, state: withObserved(state, literals, decided, this.known, this.#world) };
  }

  /** What goes to a folder where its name is taken gets another, and what was there keeps it. @throws Unseen */
  #withRenamed(skill: Skill, args: Record<string, Json>): Record<string, Json> {
    const { files, to } = args;
    if (!('renamed' in skill.parameters.shape) || !Array.isArray(files) || typeof to !== 'string') return args;
    const places = files
      .slice(0, MOST_NAMES)
      .flatMap((file) => (typeof file === 'string' ? [{ file, place: inside(to, baseOf(file)) }] : []));
    // All are asked for before one that is not seen yet ends it.
    const seen = places.map(({ place }) => this.known.look({ kind: 'file', path: place }));
    if (seen.includes(undefined)) throw new Unseen();
    const taken = places.filter(
      ({ file, place }, i) => seen[i]?.value?.['exists'] === true && (skill.name !== MOVE || file !== place),
    );
    for (const { place } of taken) this.kept.add(place);
    const others = Object.entries(args).filter(([name]) => name !== 'renamed');
    return { ...Object.fromEntries(others), ...(taken.length > 0 ? { renamed: taken.length } : {}) };
  }

  /** Whether this would replace a file is not the goal's word but the world's: planning looks and says so in the plan. */
  #withReplace(skill: Skill, args: Record<string, Json>): Record<string, Json> {
    const path = args['path'];
    if (!('replace' in skill.parameters.shape) || typeof path !== 'string') return args;
    if (this.now.state.makerOf({ relation: 'file', args: [path] }) !== undefined) return { ...args, replace: true };
    const seen = this.known.look({ kind: 'file', path });
    if (!seen) throw new Unseen();
    if (seen.value?.['exists'] === true && seen.value['type'] === 'folder')
      throw new Refusal(
        'PLAN_DOES_NOT_HOLD',
        `There is already a folder at ${path}, and a file can’t take its place. Name another place.`,
      );
    return seen.value?.['exists'] === true ? { ...args, replace: true } : args;
  }
}
