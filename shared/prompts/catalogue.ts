import { z } from 'zod';
import { AllBut } from '../skills/choosing.ts';
import { Entries, Journeys, Path, Paths, Places, Renamed, Replace, Window } from '../skills/schema.ts';
import type { Skill } from '../skills/skill.ts';
import type { Task } from '../skills/tasks.ts';

/** What can be proposed, as far as a model needs to know it. */
export type Listed =
  Pick<Skill, 'name' | 'summary' | 'parameters' | 'outputs'> | Pick<Task, 'name' | 'summary' | 'parameters'>;

const FORMS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [Window, 'WINDOW'],
  [Path, 'PATH'],
  [Paths, 'FILES'],
  [Journeys, 'RENAMES'],
  [Entries, '[name inside, …]'],
]);

const OWN: ReadonlySet<unknown> = new Set<unknown>([Replace, Renamed, Places, AllBut]);

const inShort = (schema: z.core.JSONSchema.BaseSchema): string => {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join('|');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return either.map((s) => (typeof s === 'boolean' ? 'any' : inShort(s))).join('|');
  if (schema.type === 'array')
    return `[${typeof schema.items === 'object' && !Array.isArray(schema.items) ? inShort(schema.items) : 'any'}, …]`;
  if (schema.type === 'object' && schema.properties) {
    const needed = new Set(schema.required ?? []);
    const fields = Object.entries(schema.properties).map(
      ([name, s]) => `${name}${needed.has(name) ? '' : '?'}: ${typeof s === 'boolean' ? 'any' : inShort(s)}`,
    );
    return `{${fields.join(', ')}}`;
  }
  return Array.isArray(schema.type) ? schema.type.join('|') : (schema.type ?? 'any');
};

const formOf = (schema: z.ZodType): string => {
  const known = FORMS.get(schema);
  if (known !== undefined) return known;
  if (schema instanceof z.ZodOptional) return formOf(schema.unwrap() as z.ZodType);
  return inShort(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }));
};

/** Parameters that name how an application is started: Sonny fills them in from its own list, by the application's id. */
const STARTS = ['command', 'windowClass'] as const;

/** Whether Sonny starts an application for it, which a proposal names by `app`. */
export const startsApp = ({ parameters }: Pick<Listed, 'parameters'>): boolean =>
  STARTS.every((name) => name in parameters.shape);

const isApp = (schema: unknown): boolean =>
  schema instanceof z.ZodObject && STARTS.every((name) => name in schema.shape);

/** The parameters as a proposal gives them, each with whether it may be missing. */
const proposable = (listed: Listed): readonly (readonly [string, string])[] => {
  const { shape } = listed.parameters;
  const byApp = startsApp(listed);
  const own = Object.entries(shape as Readonly<Record<string, z.ZodType>>).filter(
    ([name, schema]) => !OWN.has(schema) && !(byApp && [...STARTS, 'app', 'name'].includes(name as 'app')),
  );
  return [
    ...(byApp ? [['app', 'APP'] as const] : []),
    ...own.map(([name, schema]): readonly [string, string] => [
      schema.safeParse(undefined).success ? `${name}?` : name,
      isApp(schema) ? 'APP' : formOf(schema),
    ]),
  ];
};

/** "files.read(path: PATH) gives text: Reads a text file" */
export const signature = (listed: Listed): string =>
  `${listed.name}(${proposable(listed)
    .map(([name, form]) => `${name}: ${form}`)
    .join(
      ', ',
    )})${'outputs' in listed && listed.outputs.length > 0 ? ` gives ${listed.outputs.join(', ')}` : ''}: ${listed.summary}`;

/** The name by which a part is said in words that Sonny reads without a model: "say(goal: …)". */
export const SAY = 'say';

/** How the values are written that the list names in capitals. */
const VALUES = `PATH: "/home/…" or "~/…". FILES: ["~/a.txt", …], or {"folder": "~/Downloads", "glob": "*.pdf", "recursive": false}.
RENAMES: [{"from": PATH, "to": PATH}, …], or {"folder": PATH, "glob": "*.jpg", "pattern": "holiday-{n:3}.{ext}"} with {name}, {ext}, {n},
or {"folder": PATH, "glob": "*", "find": "a", "with": "b"}. WINDOW: {"app": id} for an application's window, which is opened where none is,
{"title": part of its title}, or "active". APP: an application's id from the list. PATH, FILES, WINDOW and text may also be {"it": true}: what
the part before was about, or gave. Any value may be {"from": 2, "output": "text"}: what part 2 gives; or {"join": ["~/Notes/", {"from": 2, "output": "text"}, ".txt"]}:
a text put together with it. A ? marks what may be left out.`;

/** One of the list, and how its values are written. */
export const oneListed = (listed: Listed): string => [VALUES, signature(listed)].join('\n');

/** The list of what can be proposed, in the order given, and how its values are written. */
export const catalogueText = (all: readonly Listed[]): string => [VALUES, ...all.map(signature)].join('\n');
