import type { Evidence, ReadPath } from '../../protocol/step.ts';
import { journeysOf, stringsOf } from '../../skills/argument.ts';
import { baseOf } from '../../skills/path.ts';
import type { Check, Skill } from '../../skills/skill.ts';
import type { ExecutionPorts } from '../ports.ts';
import type { Act } from '../state.ts';
import { verify } from '../act/verify.ts';

/**
 * A part of what the act was to do: true where it is done, false where it is not, null where that can’t be told, as of what can’t be read, is
 * in neither place by now, or is another than the one that was to be there.
 */
interface Part {
  /** Where it was before. */
  readonly from: string;
  readonly name: string;
  readonly done: boolean | null;
}

/** What can be seen now of an act that was cut off, in sentences. */
export interface Seen {
  readonly say: string;
  /** Some of it is as it was to be. */
  readonly some: boolean;
  /** Some of it is not. */
  readonly lacks: boolean;
  /** Of some of it that can’t be told. */
  readonly untold: boolean;
  /** The same of an act that brings several things about, each by its place, as evidence: what lacks there was not done. */
  readonly evidence: readonly Evidence[];
  /** What was read, as evidence of an effect that is there whole. */
  readonly whole: readonly Evidence[];
}

interface Looked {
  readonly check: Check;
  readonly holds: boolean | null;
  /** It is there where it was not to be, or the other way round. */
  readonly isPlace: boolean;
}

type Looking = Pick<ExecutionPorts, 'skills' | 'observers' | 'clock'>;

/** How long looking at what an act that was cut off was about may take, in milliseconds. */
const LOOKING = 5000;

/** More names than this are counted. */
const MOST_NAMED = 3;

const fields = (value: Act['receipt']): Act['args'] =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Act['args']) : {};

/** What is read back after such an act, with what was kept before it in the place of what it gave; null where something of that is missing. */
const checksOf = (skill: Skill, { args, receipt }: Act): readonly Check[] | null => {
  let whole = true;
  const given = fields(receipt);
  const outputs = new Proxy(given, {
    get: (_, name) => {
      const value = typeof name === 'string' ? given[name] : undefined;
      if (value === undefined) whole = false;
      return value;
    },
  });
  const checks = skill.checks(args, outputs);
  return whole ? checks : null;
};

const fileOf = ({ query }: Check): string | null => (query.kind === 'file' ? query.path : null);

/** What was so before says nothing of the act: that there still is what was copied. */
const says = (skill: Skill, args: Act['args']): ((check: Check) => boolean) => {
  const there = new Set(
    skill.needs(args).flatMap(({ relation, args: [path], negated = false }) => {
      const isThere = relation === 'free' ? negated : (relation === 'file' || relation === 'folder') && !negated;
      return isThere ? [path] : [];
    }),
  );
  return (check) =>
    !there.has(fileOf(check) ?? '') || !check.expect.some(({ field, value }) => field === 'exists' && value === true);
};

/** What becomes of one thing by all that is read back of it: its old and its new place have to tell the same. */
const doneBy = (found: readonly Looked[]): boolean | null => {
  if (found.length === 0 || found.some(({ holds }) => holds === null)) return null;
  if (found.every(({ holds }) => holds === true)) return true;
  return found.every(({ holds, isPlace }) => holds === false && isPlace) ? false : null;
};

/** What goes from one place to another is counted as one thing, however much is read back of it. */
const partsOf = ({ args, receipt }: Act, seen: readonly Looked[]): readonly Part[] => {
  const lists = [...Object.values(fields(receipt)), ...Object.values(args)].map((value) => journeysOf(value));
  const journeys = lists.find((list) => list.length > 0) ?? [];
  if (journeys.length === 0) return [];
  const byPath = Map.groupBy(seen, ({ check }) => fileOf(check) ?? '');
  return journeys.map(({ from, to }) => ({
    from,
    name: baseOf(from),
    done: doneBy([from, to].flatMap((path) => byPath.get(path) ?? [])),
  }));
};

const named = (parts: readonly Part[]): string => {
  const names = parts.slice(0, MOST_NAMED).map(({ name }) => name);
  const more = parts.length - names.length;
  return `(${names.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
};

const are = (count: number): string => (count === 1 ? 'is' : 'are');

interface Said {
  /** As it stands in a row with the others. */
  readonly say: string;
  /** By itself. */
  readonly alone: string;
  readonly holds: boolean | null;
}

/** All parts are alike. */
const sayAll = ([first, ...more]: readonly Part[], names: string): Omit<Said, 'alone'> => {
  const all = more.length + 1;
  const one = all === 1 ? first?.name : undefined;
  switch (first?.done) {
    case true:
      return { say: one === undefined ? `all ${all} are done` : `${one} is done`, holds: true };
    case false:
      return { say: one === undefined ? `none of ${all} is done` : `${one} is not done`, holds: false };
    default:
      return { say: `it can’t be told of ${one ?? `any of the ${all} ${names}`}`, holds: null };
  }
};

/** The parts that are done, those that are not, and those of which it can’t be told. */
const sayParts = (parts: readonly Part[]): readonly Said[] => {
  const [done = [], not = [], untold = []] = [true, false, null].map((it) => parts.filter((part) => part.done === it));
  const all = parts.length;
  if ([done, not, untold].some(({ length }) => length === all)) {
    const said = sayAll(parts, named(parts));
    return [{ ...said, alone: said.say }];
  }
  const notDone = (which: string): string => `${which} ${are(not.length)} not`;
  const first = done.length > 0 ? `${not.length}` : `${not.length} of ${all}`;
  return [
    ...[`${done.length} of ${all} ${are(done.length)} done ${named(done)}`].map((say) => ({
      say,
      alone: say,
      holds: true,
    })),
    {
      say: `${notDone(first)}${done.length > 0 ? '' : ' done'} ${named(not)}`,
      alone: `${notDone(`${not.length} of ${all}`)} done ${named(not)}`,
      holds: false,
    },
    {
      say: `of ${untold.length} it can’t be told ${named(untold)}`,
      alone: `of ${untold.length} of ${all} it can’t be told ${named(untold)}`,
      holds: null,
    },
  ].filter(({ holds }) => parts.some((part) => part.done === holds));
};

/** What is read back of an act that is no going from place to place: what is so, what is not, and what nobody can read. */
const sayChecks = (seen: readonly Looked[]): string => {
  const of = (which: boolean | null, before: string): string[] => {
    const says = [...new Set(seen.filter(({ holds }) => holds === which).map(({ check }) => check.say))];
    if (says.length === 0) return [];
    const more = says.length > MOST_NAMED ? `; and ${says.length - MOST_NAMED} more` : '';
    return [`${before}: ${says.slice(0, MOST_NAMED).join('; ')}${more}.`];
  };
  return [...of(true, 'This is so now'), ...of(false, 'This is not so now'), ...of(null, 'This can’t be read')].join(
    ' ',
  );
};

/** Looks once at all that is read back after an act. null where nothing can be told of it, or not in time. */
const look = async (act: Act, ports: Looking, signal: AbortSignal): Promise<readonly Looked[] | null> => {
  const skill = ports.skills.get(act.skill);
  const checks = skill && checksOf(skill, act)?.filter(says(skill, act.args));
  if (!checks || checks.length === 0) return null;
  // What was looked for before may have used up the time that there was.
  const progress = { signal, deadline: ports.clock.now() + LOOKING, log: () => {} };
  const seen: Looked[] = [];
  for (const check of checks) {
    if (ports.clock.now() >= progress.deadline || signal.aborted) return null;
    const [evidence] = await verify([check], ports.observers, ports.clock, progress, 0);
    seen.push({ check, holds: evidence?.holds ?? null, isPlace: typeof evidence?.observed === 'boolean' });
  }
  return seen;
};

/** Looks once. null where nothing can be told of it, or not in time. */
export const seenOf = async (act: Act, ports: Looking, signal: AbortSignal): Promise<Seen | null> => {
  const seen = await look(act, ports, signal);
  if (seen === null) return null;
  const parts = partsOf(act, seen);
  const all = parts.length > 0 ? parts.map(({ done }) => done) : seen.map(({ holds }) => holds);
  const [some, lacks, untold] = [all.includes(true), all.includes(false), all.includes(null)];
  if (parts.length === 0) {
    const whole = seen.map(({ check, holds }): Evidence => ({ path: check.path, say: check.say, holds }));
    return { say: `Read back just now. ${sayChecks(seen)}`, some, lacks, untold, evidence: [], whole };
  }
  const said = sayParts(parts);
  const path: ReadPath = seen[0]?.check.path ?? 'filesystem';
  const evidence = said.map(({ alone, holds }) => ({ path, say: alone, holds }));
  const say = `Read back just now: ${said.map((one) => one.say).join(', ')}.`;
  return { say, some, lacks, untold, evidence, whole: evidence };
};

/** Of an act on several files that came to no end: those that are done with by now, as it calls them. */
export const doneOf = async (act: Act, ports: Looking, signal: AbortSignal): Promise<ReadonlySet<string>> => {
  const parts = partsOf(act, (await look(act, ports, signal)) ?? []);
  const files = stringsOf(act.args, 'files') ?? [];
  // What is kept of them has links followed on the way; they are in the same order, unless one was named twice.
  const called = (from: string, at: number): string => (files.length === parts.length ? files[at] : undefined) ?? from;
  return new Set(parts.flatMap(({ from, done }, at) => (done === true ? [called(from, at)] : [])));
};
