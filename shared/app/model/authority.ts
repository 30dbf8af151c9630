import type { z } from 'zod';
import { z as zod } from 'zod';
import type { Described, GoalContext, Intent } from '../../goals/intent.ts';
import { shown } from '../../goals/slots/path.ts';
import type { Known } from '../../planning/known.ts';
import type { Json } from '../../protocol/json.ts';
import type { Binding } from '../../protocol/step.ts';
import { Journeys, Path, Paths } from '../../skills/schema.ts';
import type { Skill } from '../../skills/skill.ts';
import { TASKS } from '../../skills/tasks.ts';
import type { Said } from './said.ts';

/** What in a proposal the person did not say. */
export interface Unsaid {
  /** Seen in the world: shown with the plan, and covered by the yes to it. */
  readonly bindings: readonly Binding[];
  /** Nobody said or saw it: the person is asked. */
  readonly open: readonly string[];
}

/** A value that only the person's word, or their yes to exactly it, may decide. */
interface Authority {
  readonly parameter: string;
  readonly kind: 'path' | 'address' | 'command' | 'recipient';
  readonly value: string;
}

const inner = (schema: z.ZodType): z.ZodType =>
  schema instanceof zod.ZodOptional ? inner(schema.unwrap() as z.ZodType) : schema;

const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/\/\S+|www\.\S+)$/iu;
const RECIPIENT = /^[^\s@]+@[^\s@]+\.[^\s@]+$|^\+?[\d\s()/-]{7,}$/u;

const isDescribed = (value: Json | Described): value is Described =>
  typeof value === 'object' && value !== null && '$' in value;

const stringsIn = (value: Json): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((x: Json) => stringsIn(x));
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap((x) => stringsIn(x)) : [];
};

const isTerminal = (window: Intent['args'][string] | undefined): boolean =>
  window !== undefined &&
  isDescribed(window) &&
  window.$ === 'app' &&
  window.app.generic.some((word) => /terminal|console|shell/u.test(word));

/** Everything in a part that gives authority. Text that is only written somewhere gives none, except into a terminal. */
const authoritiesIn = ({ skill, args }: Intent, skills: ReadonlyMap<string, Skill>): readonly Authority[] => {
  const shape = (skills.get(skill) ?? TASKS.get(skill))?.parameters.shape as Readonly<Record<string, z.ZodType>>;
  return Object.entries(args).flatMap(([parameter, value]): readonly Authority[] => {
    // Where an application is started, Sonny filled this in from its own list.
    if (parameter === 'command' || parameter === 'windowClass') return [];
    const of = (kind: Authority['kind'], values: readonly string[]): readonly Authority[] =>
      values.map((v) => ({ parameter, kind, value: v }));
    if (isDescribed(value)) return 'folder' in value ? of('path', [value.folder]) : [];
    const kind = inner(shape[parameter] ?? zod.unknown());
    const strings = stringsIn(value);
    if (kind === Path || kind === Paths || kind === Journeys) return of('path', strings);
    if (parameter === 'text') return skill === 'text.write' && isTerminal(args['window']) ? of('command', strings) : [];
    return [
      ...of('address', strings.filter((s) => ADDRESS.test(s))),
      ...of('recipient', strings.filter((s) => RECIPIENT.test(s))),
    ];
  });
};

const withoutEnding = (name: string): string => name.replace(/(?<=.)\.[\p{L}\p{N}]{1,8}$/u, '');

const isHidden = (path: string, home: string): boolean =>
  !path.startsWith(`${home}/`) || path.slice(home.length).includes('/.');

/** Said letter by letter, or in the home folder with every name of it made of the person's words. */
const isSaidPath = (path: string, said: Said, home: string): boolean => {
  if (said.verbatim(path) || said.verbatim(shown(path, home))) return true;
  if (isHidden(path, home)) return false;
  const names = path.slice(home.length + 1).split('/');
  return names.every((name, i) => said.worded(i === names.length - 1 ? withoutEnding(name) : name));
};

const forms = (address: string): readonly string[] => {
  const bare = address.replace(/^https?:\/\//iu, '').replace(/\/$/u, '');
  return [address, bare, bare.replace(/^www\./iu, ''), `${bare}/`];
};

const isSaid = ({ kind, value }: Authority, said: Said, home: string): boolean => {
  if (kind === 'path') return isSaidPath(value, said, home);
  return kind === 'address' ? forms(value).some((form) => said.verbatim(form)) : said.verbatim(value);
};

/**
 * What of a proposal's parts does not come from the person's words. Paths of the home folder that are there count as seen; all else is open.
 * Looks at what it must know through `known`: as long as that misses something, the answer is not final.
 */
export const unsaidIn = (
  intents: readonly Intent[],
  said: Said,
  { home }: GoalContext,
  known: Known,
  skills: ReadonlyMap<string, Skill>,
): Unsaid => {
  const bindings: Binding[] = [];
  const open: string[] = [];
  for (const authority of intents.flatMap((intent) => authoritiesIn(intent, skills))) {
    const { kind, value, parameter } = authority;
    if (open.includes(value) || isSaid(authority, said, home)) continue;
    const seen = kind === 'path' && !isHidden(value, home) ? known.look({ kind: 'file', path: value }) : null;
    if (seen?.value?.['exists'] === true) bindings.push({ parameter, value, from: 'found where it is' });
    else if (seen !== undefined) open.push(value);
  }
  return { bindings, open };
};
