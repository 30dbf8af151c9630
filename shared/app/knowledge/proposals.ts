import { tilde } from '../../planning/words.ts';
import { baseOf, parentOf } from '../../skills/path.ts';
import { atom, type Atom } from '../../symbolic/atom.ts';
import type { Mind } from './mind.ts';

/** Work that a derived fact calls for, before it was looked at as a goal. */
export interface Proposed {
  /** The same for the same work, however much of it there is. */
  readonly id: string;
  readonly goal: string;
  readonly say: string;
  readonly fact: Atom;
  /** How many files its goal is about. */
  readonly files: number;
  /** Which comes first, where there is no room for all. */
  readonly weight: number;
  /** What work it is, where several goals would do it: only one of them is offered, and none after a no to one. */
  readonly work?: string;
}

const isSameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString();
const day = (at: number): string => new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long' });
/** When something was, beside the day it is now. */
const asOn = (at: number, now: number): string => (isSameDay(at, now) ? 'as today' : `as on ${day(at)}`);
const count = (n: number, one: string): string => `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`;

/** A path in a goal: quoted, since it may hold anything. null: one that no goal can name. */
const quoted = (path: string): string | null => (/["“”\p{Cc}]/u.test(path) ? null : `"${path}"`);

type Maker = (fact: Atom, mind: Mind, now: number) => Omit<Proposed, 'fact'> | null;

type Filing = Omit<Proposed, 'fact' | 'id' | 'goal'>;

const filingOf = ({ args }: Atom, { memory, reasoner, home }: Mind, now: number): Filing => {
  const [words, folder, ending, to, n] = args.map(String);
  const files = Number(n);
  const [place, target] = [tilde(folder ?? '', home), tilde(to ?? '', home)];
  let invoices = 0;
  for (const { args: inv } of reasoner.engine.facts({ relation: 'new-invoice' }))
    if (inv[0] !== undefined && memory.said(atom('listed', inv[0], folder ?? ''))) invoices++;
  const before = [...memory.facts.ofRelation('filed', Infinity)].findLast((f) => f.literal.args[1] === words);
  const what =
    invoices === files
      ? `${count(files, 'invoice')} ${files === 1 ? 'has' : 'have'} arrived`
      : `${count(files, `.${ending} file`)} ${files === 1 ? 'is' : 'are'} in ${place}`;
  const when = before ? asOn(before.observedAt, now) : 'as before';
  return {
    say: `${what}; file ${files === 1 ? 'it' : 'them'} in ${target} ${when}?`,
    files,
    weight: 50 + Math.min(files, 40),
    work: JSON.stringify([folder, ending, to]),
  };
};

/** The goal that was given before, where it describes the files. */
const fileAgain: Maker = (fact, mind, now) => {
  const words = String(fact.args[0]);
  return { ...filingOf(fact, mind, now), id: `file-again:${words}`, goal: words };
};

/** A goal that describes the files, where each time they were named one by one: after the second time. */
const fileAlike: Maker = (fact, mind, now) => {
  const [, folder, ending, to] = fact.args.map(String);
  const runs = new Set<unknown>();
  for (const { literal } of mind.memory.facts.ofRelation('filed', Infinity))
    if (literal.args.slice(2).join('\n') === [folder, ending, to].join('\n')) runs.add(literal.args[0]);
  const [from, into] = [quoted(folder ?? ''), quoted(to ?? '')];
  if (runs.size < 2 || from === null || into === null) return null;
  const filing = filingOf(fact, mind, now);
  return {
    ...filing,
    id: `file-alike:${filing.work}`,
    goal: `move all .${ending} files in ${from} to ${into}`,
    weight: filing.weight - 1,
  };
};

const save: Maker = ({ args: [, application] }) => ({
  id: `save:${application}`,
  goal: `save the document in ${application}`,
  say: `A document in ${application} is not saved; save it?`,
  files: 1,
  weight: 80,
});

const again: Maker = ({ args: [words, times] }) => ({
  id: `again:${words}`,
  goal: String(words),
  say: `You had “${String(words).slice(0, 80)}” done ${times} times; once more?`,
  files: 1,
  weight: 20 + Math.min(Number(times), 20),
});

/** Folders are named once where both are in one. */
const sayCopy = (file: string, other: string, home: string): string =>
  parentOf(file) === parentOf(other)
    ? `${baseOf(file)} in ${tilde(parentOf(file), home)} is a copy of ${baseOf(other)}`
    : `${tilde(file, home)} is a copy of ${tilde(other, home)}`;

const duplicate: Maker = ({ args: [file, other] }, { home }) => {
  const path = quoted(String(file));
  return path === null
    ? null
    : {
        id: `duplicate:${file}`,
        goal: `move ${path} to the trash`,
        say: `${sayCopy(String(file), String(other), home)}; put the copy into the trash?`,
        files: 1,
        weight: 40,
      };
};

const pictures: Maker = ({ args: [folder, n] }, { home }) => {
  const from = quoted(String(folder));
  return from === null
    ? null
    : {
        id: `pictures:${folder}`,
        goal: `move all pictures in ${from} to "${home}/Pictures"`,
        say: `${count(Number(n), 'picture')} pile up in ${tilde(String(folder), home)}; move them to ~/Pictures?`,
        files: Number(n),
        weight: 30,
      };
};

/** What each derived relation calls for. */
const MAKERS: Readonly<Record<string, readonly Maker[]>> = {
  'to-file': [fileAgain, fileAlike],
  'to-save': [save],
  due: [again],
  duplicate: [duplicate],
  'pictures-piled': [pictures],
};

/** Everything that the rules call for now. */
export const proposalsOf = (mind: Mind, now: number): readonly Proposed[] =>
  Object.entries(MAKERS).flatMap(([relation, makers]) =>
    [...mind.reasoner.engine.facts({ relation })].flatMap((found) => {
      const fact = atom(found.relation, ...found.args);
      return makers.flatMap((make) => {
        const made = make(fact, mind, now);
        return made ? [{ ...made, fact }] : [];
      });
    }),
  );
