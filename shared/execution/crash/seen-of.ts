import type { Evidence, ReadPath } from '../../protocol/step.ts';
import { journeysOf, stringsOf } from '../../skills/argument.ts';
import { baseOf } from '../../skills/path.ts';
import type { Check, Skill } from '../../skills/skill.ts';
import type { ExecutionPorts } from '../ports.ts';
import type { Act } from '../state.ts';
import { verify } from '../act/verify.ts';

/** A part of what the act was to do: true where it is done, false where it is not, null where nobody can read it. */
interface Part {
  /** Where it was before. */
  readonly from: string;
  readonly name: string;
  readonly done: boolean | null;
}

/** What can be seen now of an act that was cut off, in a sentence. `partly`: some of it is done, and some is not. */
export interface Seen {
  readonly say: string;
  readonly partly: boolean;
  /** The same of an act that brings several things about, as evidence. */
  readonly evidence: readonly Evidence[];
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

/** What goes from one place to another is counted as one thing, however much is read back of it. */
const partsOf = (
  { args, receipt }: Act,
  seen: readonly { readonly check: Check; readonly holds: boolean | null }[],
): readonly Part[] => {
  const lists = [...Object.values(fields(receipt)), ...Object.values(args)].map((value) => journeysOf(value));
  const journeys = lists.find((list) => list.length > 0) ?? [];
  if (journeys.length === 0) return [];
  const byPath = new Map<string, (boolean | null)[]>();
  for (const { check, holds } of seen) {
    const path = fileOf(check) ?? '';
    byPath.set(path, [...(byPath.get(path) ?? []), holds]);
  }
  return journeys.map(({ from, to }) => {
    const found = [from, to].flatMap((path) => byPath.get(path) ?? []);
    const done = found.includes(false) ? false : found.length === 0 || found.includes(null) ? null : true;
    return { from, name: baseOf(from), done };
  });
};

const named = (parts: readonly Part[]): string => {
  const names = parts.slice(0, MOST_NAMED).map(({ name }) => name);
  const more = parts.length - names.length;
  return `(${names.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
};

const are = (count: number): string => (count === 1 ? 'is' : 'are');

/** The parts that are done, those that are not and those that can't be read: as they stand in a row, and each by itself. */
const sayParts = (
  parts: readonly Part[],
): readonly { readonly say: string; readonly alone?: string; readonly holds: boolean | null }[] => {
  const [done = [], not = [], unread = []] = [true, false, null].map((it) => parts.filter((part) => part.done === it));
  const all = parts.length;
  if (done.length === all)
    return [{ say: all === 1 ? `${done[0]?.name} is done` : `all ${all} are done`, holds: true }];
  if (all === 1 && not.length === 1) return [{ say: `${not[0]?.name} is not done`, holds: false }];
  const some = done.length > 0;
  const count = `${done.length || 'none'} of ${all} ${are(done.length || 1)} done`;
  const of = (those: readonly Part[], what: string, holds: boolean | null) => ({
    say: `${those.length} ${what} ${named(those)}`,
    alone: `${those.length} of ${all} ${what}${holds === false ? ' done' : ''} ${named(those)}`,
    holds,
  });
  return [
    { say: some ? `${count} ${named(done)}` : count, holds: some },
    ...(some && not.length > 0 ? [of(not, `${are(not.length)} not`, false)] : []),
    ...(unread.length > 0 ? [of(unread, 'can’t be read', null)] : []),
  ];
};

/** Looks once at all that is read back after an act. null where nothing can be told of it, or not in time. */
const look = async (
  act: Act,
  ports: Looking,
  signal: AbortSignal,
): Promise<readonly { readonly check: Check; readonly holds: boolean | null }[] | null> => {
  const skill = ports.skills.get(act.skill);
  const checks = skill && checksOf(skill, act)?.filter(says(skill, act.args));
  if (!checks || checks.length === 0) return null;
  // What was looked for before may have used up the time that there was.
  const progress = { signal, deadline: ports.clock.now() + LOOKING, log: () => {} };
  const seen: { check: Check; holds: boolean | null }[] = [];
  for (const check of checks) {
    if (ports.clock.now() >= progress.deadline || signal.aborted) return null;
    const [evidence] = await verify([check], ports.observers, ports.clock, progress, 0);
    seen.push({ check, holds: evidence?.holds ?? null });
  }
  return seen;
};

/** Looks once. null where nothing can be told of it, or not in time. */
export const seenOf = async (act: Act, ports: Looking, signal: AbortSignal): Promise<Seen | null> => {
  const seen = await look(act, ports, signal);
  if (seen === null) return null;
  const parts = partsOf(act, seen);
  const all = parts.length > 0 ? parts.map(({ done }) => done) : seen.map(({ holds }) => holds);
  const partly = all.includes(true) && all.includes(false);
  if (parts.length > 0) {
    const said = sayParts(parts);
    const path: ReadPath = seen[0]?.check.path ?? 'filesystem';
    const evidence = said.map(({ say, alone = say, holds }) => ({ path, say: alone, holds }));
    return { say: `Read back just now: ${said.map(({ say }) => say).join(', ')}.`, partly, evidence };
  }
  const said = seen.slice(0, MOST_NAMED).map(({ check: { say }, holds }) => {
    if (holds === true) return say;
    return holds === false ? `it is not so that ${say}` : `it can’t be read whether ${say}`;
  });
  return { say: `Read back just now: ${said.join('; ')}.`, partly, evidence: [] };
};

/** Of an act on several files that came to no end: those that are done with by now, as it calls them. */
export const doneOf = async (act: Act, ports: Looking, signal: AbortSignal): Promise<ReadonlySet<string>> => {
  const parts = partsOf(act, (await look(act, ports, signal)) ?? []);
  const files = stringsOf(act.args, 'files') ?? [];
  // What is kept of them has links followed on the way; they are in the same order, unless one was named twice.
  const called = (from: string, at: number): string => (files.length === parts.length ? files[at] : undefined) ?? from;
  return new Set(parts.flatMap(({ from, done }, at) => (done === true ? [called(from, at)] : [])));
};
