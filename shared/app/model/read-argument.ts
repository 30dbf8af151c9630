import type { z } from 'zod';
import { z as zod } from 'zod';
import type { Described, GoalContext } from '../../goals/intent.ts';
import { resolvePath } from '../../goals/slots/path.ts';
import type { Application } from '../../ports/applications.ts';
import type { Json } from '../../protocol/json.ts';
import { Journeys, Path, Paths, Replace, Text, SomeText, Window } from '../../skills/schema.ts';

/** A value for a parameter, or what is wrong with the one that was given. */
export type ReadArgument = { readonly value: Json | Described } | { readonly wrong: string };

/** Where an argument stands: a proposal's part may take what those before it give, and what steps that are done gave. */
export interface Before {
  /** The part's own place, counted from 1. */
  readonly part: number;
  /** What a step that is done gave; undefined where it gave nothing of that name. */
  readonly gave?: (step: string, output: string) => Json | undefined;
}

const Given = zod.object({ from: zod.union([zod.number().int().min(1), zod.string()]), output: zod.string() }).strict();
const Join = zod
  .object({
    join: zod
      .array(zod.union([zod.string(), Given]))
      .min(1)
      .max(20),
  })
  .strict();

const It = zod.object({ it: zod.literal(true) });
const ByApp = zod.object({ app: zod.string() });
const ByTitle = zod.object({ title: zod.string().min(1) });
const InFolder = zod.object({
  folder: zod.string().min(1),
  glob: zod.string().min(1).default('*'),
  recursive: zod.boolean().default(false),
});
const Renaming = zod.object({
  folder: zod.string().min(1),
  glob: zod.string().min(1).default('*'),
  pattern: zod.string().optional(),
  find: zod.string().optional(),
  with: zod.string().optional(),
});

const inner = (schema: z.ZodType): z.ZodType =>
  schema instanceof zod.ZodOptional ? inner(schema.unwrap() as z.ZodType) : schema;

const path = (written: string, home: string): string =>
  written.startsWith('/') || written.startsWith('~') ? resolvePath(written, home) : written;

/** An application by its id, or by its name or one of its words where just one has it. */
export const applicationNamed = (name: string, apps: readonly Application[]): Application | null => {
  const own = apps.find((app) => app.id === name);
  if (own) return own;
  const wanted = name.toLowerCase();
  const called = apps.filter((app) => app.name.toLowerCase() === wanted || app.generic.includes(wanted));
  return called.length === 1 ? (called[0] ?? null) : null;
};

const noApp = (name: string): ReadArgument => ({ wrong: `no application in the list is ${JSON.stringify(name)}` });

const window = (given: Json, { apps }: GoalContext): ReadArgument => {
  if (given === 'active') return { value: { $: 'active-window' } };
  const titled = ByTitle.safeParse(given);
  if (titled.success) return { value: { $: 'window', title: titled.data.title } };
  const named = ByApp.safeParse(given);
  if (!named.success) return { wrong: 'a WINDOW is {"app": id}, {"title": …}, "active" or {"it": true}' };
  const app = applicationNamed(named.data.app, apps);
  return app ? { value: { $: 'app', app } } : noApp(named.data.app);
};

const files = (given: Json, { home }: GoalContext): ReadArgument => {
  if (typeof given === 'string') return { value: [path(given, home)] };
  const found = InFolder.safeParse(given);
  if (found.success) return { value: { $: 'files', ...found.data, folder: path(found.data.folder, home) } };
  const listed = zod.array(zod.string()).safeParse(given);
  return listed.success
    ? { value: listed.data.map((p) => path(p, home)) }
    : { wrong: 'FILES are a list of paths, or {"folder", "glob", "recursive"}' };
};

const renames = (given: Json, { home }: GoalContext): ReadArgument => {
  const listed = zod.array(zod.object({ from: zod.string(), to: zod.string() })).safeParse(given);
  if (listed.success) return { value: listed.data.map((r) => ({ from: path(r.from, home), to: path(r.to, home) })) };
  const found = Renaming.safeParse(given);
  if (!found.success) return { wrong: 'RENAMES are [{"from", "to"}, …] or {"folder", "glob", "pattern"}' };
  const { pattern, find, with: put, folder, glob } = found.data;
  const how = pattern !== undefined ? { pattern } : find !== undefined ? { find, with: put ?? '' } : null;
  return how
    ? { value: { $: 'renames', folder: path(folder, home), glob, ...how } }
    : { wrong: 'RENAMES of a folder need a "pattern", or "find" and "with"' };
};

/** Whether a value may be what the part before was about. */
const TAKES_IT: ReadonlySet<unknown> = new Set([Window, Path, Paths, Text, SomeText]);

const isApp = (schema: unknown): boolean => schema instanceof zod.ZodObject && 'windowClass' in schema.shape;

type Piece = { readonly part: number; readonly output: string };

/** What an earlier part will give, or a done step gave. */
const taken = (
  { from, output }: z.infer<typeof Given>,
  { part, gave }: Before,
): { readonly piece: Piece } | { readonly known: Json } | { readonly wrong: string } => {
  if (typeof from === 'number')
    return from < part ? { piece: { part: from, output } } : { wrong: `part ${from} does not come before it` };
  const known = gave?.(from, output);
  return known === undefined ? { wrong: `no step ${from} that is done gave ${output}` } : { known };
};

const joinedOf = ({ join }: z.infer<typeof Join>, kind: z.ZodType, before: Before, home: string): ReadArgument => {
  const pieces: (string | Piece)[] = [];
  for (const [i, piece] of join.entries()) {
    if (typeof piece === 'string') {
      const place = i === 0 && kind === Path ? path(piece, home) : piece;
      // The folder's last slash belongs to it: what is joined to it is a name inside.
      pieces.push(piece.endsWith('/') && !place.endsWith('/') ? `${place}/` : place);
      continue;
    }
    const read = taken(piece, before);
    if ('wrong' in read) return read;
    if ('piece' in read) pieces.push(read.piece);
    else if (typeof read.known === 'string' || typeof read.known === 'number') pieces.push(String(read.known).trim());
    else return { wrong: `the ${piece.output} of ${piece.from} is no text` };
  }
  return pieces.every((piece) => typeof piece === 'string')
    ? { value: pieces.join('') }
    : { value: { $: 'joined', pieces } };
};

/** Reads what a proposal gives for a parameter, as the offline grammar would give it. The parameter's own schema has the last word. */
export const readArgument = (
  schema: z.ZodType,
  given: Json,
  context: GoalContext,
  before: Before = { part: 1 },
): ReadArgument => {
  const kind = inner(schema);
  if (schema === Replace) return { wrong: 'that is for Sonny to say, when a file is there' };
  const one = Given.safeParse(given);
  const several = Join.safeParse(given);
  const piped = one.success ? taken(one.data, before) : null;
  if (piped && 'wrong' in piped) return piped;
  if (piped && 'piece' in piped) return { value: { $: 'given', ...piped.piece } };
  const joined = several.success ? joinedOf(several.data, kind, before, context.home) : null;
  if (joined && ('wrong' in joined || typeof joined.value !== 'string')) return joined;
  return readWritten(schema, joined ? (joined.value as string) : piped ? piped.known : given, context);
};

/** The same for a value that is written out. */
const readWritten = (schema: z.ZodType, given: Json, context: GoalContext): ReadArgument => {
  const kind = inner(schema);
  if (It.safeParse(given).success && TAKES_IT.has(kind)) return { value: { $: 'it' } };
  if (kind === Window) return window(given, context);
  if (kind === Paths) return files(given, context);
  if (kind === Journeys) return renames(given, context);
  if (isApp(kind)) {
    const name = typeof given === 'string' ? given : ByApp.safeParse(given).data?.app;
    const app = name === undefined ? null : applicationNamed(name, context.apps);
    if (!app) return noApp(name ?? '');
    const { id, name: called, windowClass, command } = app;
    return { value: { id, name: called, windowClass, command: [...command] } };
  }
  const value = kind === Path && typeof given === 'string' ? path(given, context.home) : given;
  const parsed = schema.safeParse(value);
  return parsed.success
    ? { value: parsed.data as Json }
    : { wrong: parsed.error.issues[0]?.message ?? 'it does not fit' };
};
