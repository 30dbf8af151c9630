import type { Application } from '../../ports/applications.ts';
import { trouble, type Doubt } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import { nearestNames } from '../names.ts';
import type { Found, Slot } from '../slot.ts';
import { after, afterAny, type Tokens } from '../token.ts';

type Index = ReadonlyMap<string, readonly Application[]>;

interface Names {
  readonly own: Index;
  readonly generic: Index;
}

const LONGEST_NAME = 5;

/** Words that begin something else, so that they are never taken for the name of an application that is not installed. */
const NO_NAME = new Set(
  (
    'and then or in into on to of from with as at by for it its them that this these those all every everything both me my your the a an ' +
    'file files folder folders document documents window windows screen clipboard button title please not never only'
  ).split(' '),
);

const push = (index: Map<string, Application[]>, phrase: string, app: Application): void => {
  const key = phrase.toLowerCase().trim().replace(/\s+/gu, ' ');
  if (key === '') return;
  const apps = index.get(key) ?? [];
  if (!apps.includes(app)) index.set(key, [...apps, app]);
};

/** What an application may be called: its name, the last part of its id, its window class, and a suite's part alone. */
const ownNames = (app: Application): readonly string[] => [
  app.name,
  app.id.slice(app.id.lastIndexOf('.') + 1),
  app.windowClass,
  ...(app.name.startsWith('LibreOffice ') ? [app.name.slice('LibreOffice '.length)] : []),
];

const known = new WeakMap<readonly Application[], Names>();

const namesOf = (apps: readonly Application[]): Names => {
  const ready = known.get(apps);
  if (ready) return ready;
  const own = new Map<string, Application[]>();
  const generic = new Map<string, Application[]>();
  // The name that is shown wins over an id that happens to be another's name.
  for (const app of apps) push(own, app.name, app);
  for (const app of apps) for (const name of ownNames(app)) if (!own.has(name.toLowerCase())) push(own, name, app);
  for (const app of apps) for (const word of app.generic) push(generic, word, app);
  const names = { own, generic };
  known.set(apps, names);
  return names;
};

/** One application of several: the one chosen before, the only one, or a question. */
export const chooseApplication = (
  phrase: string,
  apps: readonly Application[],
  context: GoalContext,
  ask = `Which application is “${phrase}”?`,
): { readonly app: Application; readonly doubt?: Doubt } | null => {
  const subject = `app:${phrase}`;
  const app = apps.find((a) => a.id === context.answers[subject]) ?? apps[0];
  if (app === undefined) return null;
  if (apps.length === 1 || app.id === context.answers[subject]) return { app };
  const candidates = apps.map((a) => ({ id: a.id, label: a.name, detail: a.id }));
  return { app, doubt: { kind: 'question', subject, ask, candidates } };
};

/** What a generic word such as "calculator" means here, or null where nothing answers to it. */
export const applicationFor = (word: string, context: GoalContext): ReturnType<typeof chooseApplication> =>
  chooseApplication(word, namesOf(context.apps).generic.get(word) ?? [], context);

const joinWords = (tokens: Tokens, at: number, count: number): string | null => {
  const words = tokens.slice(at, at + count);
  const [first] = words;
  if (words.length < count) return null;
  if (count === 1 && first?.kind === 'quote') return first.value.trim().toLowerCase();
  return words.every((t) => t.kind === 'word') ? words.map((t) => t.value).join(' ') : null;
};

/** Any application, so that a reading with one that is missing has a value; its doubt keeps it from being used. */
const NOWHERE: Application = { id: '', name: '', windowClass: '', command: [], generic: [], extensions: [] };

const missing = (tokens: Tokens, at: number, context: GoalContext): readonly Found<Application>[] => {
  const found: Found<Application>[] = [];
  // After "and" it is more likely that something else begins.
  if (tokens[at - 1]?.value === 'and' || tokens[at - 1]?.kind === 'mark') return found;
  for (let count = 1; count <= 3; count += 1) {
    const word = tokens[at + count - 1];
    if (word?.kind !== 'word' || NO_NAME.has(word.value) || !/^[\p{L}][\p{L}\p{N}.+'-]*$/u.test(word.value)) break;
    const name = tokens
      .slice(at, at + count)
      .map((t) => t.text)
      .join(' ');
    const near = nearestNames(
      name,
      context.apps.map((a) => a.name),
      2,
    );
    const hint = near.length === 0 ? '' : ` The nearest ${near.length === 1 ? 'is' : 'are'} ${near.join(' and ')}.`;
    const next = afterAny(tokens, at + count, 'window', 'app', 'application');
    found.push({
      value: NOWHERE,
      next,
      say: name,
      doubt: trouble(`No application called “${name}” is installed here.${hint}`),
    });
  }
  return found.reverse();
};

/** Every application that the words at a position can name; where none can, what is missing. */
export const readApplication = (tokens: Tokens, at: number, context: GoalContext): readonly Found<Application>[] => {
  const names = namesOf(context.apps);
  const start = afterAny(tokens, at, 'a new', 'the', 'an', 'a', 'my', 'new', 'another');
  const found: Found<Application>[] = [];
  for (let count = LONGEST_NAME; count >= 1; count -= 1) {
    const phrase = joinWords(tokens, start, count);
    if (phrase === null) continue;
    // "The calculator" is any; "Calculator" is the one that is called so.
    const [first, second] = start > at ? [names.generic, names.own] : [names.own, names.generic];
    const apps = first.get(phrase) ?? second.get(phrase);
    const choice = apps && chooseApplication(phrase, apps, context);
    if (!choice) continue;
    const end = start + count;
    const next = after(tokens, end, 'app') ?? after(tokens, end, 'application') ?? end;
    found.push({
      value: choice.app,
      next,
      say: choice.doubt ? phrase : choice.app.name,
      ...(choice.doubt ? { doubt: choice.doubt } : {}),
    });
  }
  return found.length > 0 ? found : missing(tokens, start, context);
};

export const applicationSlot: Slot<Application> = { chip: 'object', read: readApplication };
