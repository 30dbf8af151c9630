import { isDescribed, type Described, type GoalContext, type Intent } from '../../goals/intent.ts';
import type { Known } from '../../planning/known.ts';
import type { Ground } from '../../policy/provenance/ground.ts';
import { isSaid } from '../../policy/provenance/said.ts';
import type { Json } from '../../protocol/json.ts';
import type { Role } from '../../protocol/provenance.ts';
import { isRef } from '../../protocol/step.ts';
import { isAuthority, roleOf } from '../../skills/role.ts';
import type { Skill } from '../../skills/skill.ts';
import { TASKS } from '../../skills/tasks.ts';
import { isWorded } from './said.ts';

/** What in a proposal the person did not say. */
export interface Unsaid {
  /** Nobody said or saw it: the person is asked. */
  readonly open: readonly string[];
  /** Folders that were found where they are: what is in them is named in the approval. */
  readonly folders: readonly string[];
}

/** A value that decides something. */
interface Authority {
  readonly role: Role;
  readonly value: string | number;
  readonly folder: boolean;
}

const leavesIn = (value: Json): readonly (string | number)[] => {
  if (typeof value === 'string' || typeof value === 'number') return [value];
  return value === null || typeof value !== 'object' || isRef(value)
    ? []
    : Object.values(value).flatMap((x: Json) => leavesIn(x));
};

const isTerminal = (window: Intent['args'][string] | undefined): boolean =>
  window !== undefined &&
  isDescribed(window) &&
  window.$ === 'app' &&
  window.app.generic.some((word) => /terminal|console|shell/u.test(word));

/** What a proposal itself puts into a text that is joined; what is still to be read is the policy's, and is asked about once it is known. */
const piecesOf = ({ pieces }: Extract<Described, { $: 'joined' }>, role: Role): readonly Authority[] => {
  if (!isAuthority(role)) return [];
  const [first] = pieces;
  if (role === 'path' && typeof first === 'string' && first.startsWith('/'))
    return [{ role, value: first.slice(0, first.lastIndexOf('/')) || '/', folder: false }];
  return pieces.flatMap((value) =>
    typeof value === 'string' && /[\p{L}\p{N}]/u.test(value) ? [{ role, value, folder: false }] : [],
  );
};

/** Everything in a part that gives authority. Text that is only written somewhere gives none, except into a terminal. */
const authoritiesIn = ({ skill, args }: Intent, skills: ReadonlyMap<string, Skill>): readonly Authority[] => {
  const declared = skills.get(skill) ?? TASKS.get(skill);
  if (!declared) return [];
  return Object.entries(args).flatMap(([parameter, value]): readonly Authority[] => {
    // Where an application is started, Sonny filled this in from its own list.
    if (['command', 'windowClass', 'app', 'name'].includes(parameter) && 'windowClass' in args) return [];
    const role = roleOf(declared, parameter);
    if (isDescribed(value) && value.$ === 'joined') return piecesOf(value, role);
    if (isDescribed(value)) return 'folder' in value ? [{ role: 'path', value: value.folder, folder: true }] : [];
    const typed = skill === 'text.write' && parameter === 'text' && isTerminal(args['window']);
    return isAuthority(role) || typed
      ? leavesIn(value).map((v) => ({ role: typed ? 'command' : role, value: v, folder: false }))
      : [];
  });
};

const withoutEnding = (name: string): string => name.replace(/(?<=.)\.[\p{L}\p{N}]{1,8}$/u, '');

const isHidden = (path: string, home: string): boolean =>
  !path.startsWith(`${home}/`) || path.slice(home.length).includes('/.');

/** A place in the home folder whose every name is made of the person's words: "the archive of my holiday" is ~/holiday.zip. */
const isWordedPath = (path: string, words: readonly string[], home: string): boolean => {
  if (isHidden(path, home)) return false;
  const names = path.slice(home.length + 1).split('/');
  return names.every((name, i) => isWorded(i === names.length - 1 ? withoutEnding(name) : name, words));
};

/** What others' tools are told is theirs to understand; a place on this machine is one by how it is written. */
const isPath = (authority: Authority): authority is Authority & { readonly value: string } =>
  authority.role === 'path' && typeof authority.value === 'string' && authority.value.startsWith('/');

/** Whether a short word or a number stands in a text, and is no part of a longer one. A list of numbers may have nothing but commas between. */
const standsAlone = (text: string, wanted: string): boolean => {
  const token = /[\p{L}\p{N}]/u;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const [before, after] = [text.slice(0, at), text.slice(at + wanted.length)];
    const isPart = token.test(before.at(-1) ?? '') || token.test(after[0] ?? '');
    if (!isPart && !/\d[.’']$/u.test(before) && !/^[.’']\d/u.test(after)) return true;
  }
  return false;
};

/**
 * Whether a value stands in what the model had read: then the approval names it, with whose it is. What is short, or a number, has to stand there
 * as a whole: parts of others would be found anywhere. What an earlier goal named was said for that one alone.
 */
const isRead = ({ value }: Authority, read: Ground['read']): boolean => {
  const wanted = String(value).toLowerCase();
  const whole = typeof value === 'number' || wanted.length <= 2;
  return read.some(({ text, labels }) => {
    const said = text.toLowerCase();
    return labels.some(({ kind }) => kind !== 'memory') && (whole ? standsAlone(said, wanted) : said.includes(wanted));
  });
};

/**
 * What of a proposal's parts comes neither from the person's words nor from a look at their home folder. What is left is named in the approval by
 * the policy's bindings, or, where it is neither said nor there, asked about. Looks at what it must know through `known`: as long
 * as that misses something, the answer is not final.
 * @param named each of the calls that the person did not say is asked about with all its arguments, so that no place that they could
 * see anyway needs a question of its own
 */
export const unsaidIn = (
  intents: readonly Intent[],
  { words, read }: Pick<Ground, 'words' | 'read'>,
  { home }: GoalContext,
  known: Known,
  skills: ReadonlyMap<string, Skill>,
  named = false,
): Unsaid => {
  const open = new Set<string>();
  const folders = new Set<string>();
  for (const authority of intents.flatMap((intent) => authoritiesIn(intent, skills))) {
    const { role, folder } = authority;
    if (isSaid(role, authority.value, words, home)) continue;
    if (!isPath(authority)) {
      // What names a thing without saying where it goes is named in the approval, and stays the policy's to class.
      if (role !== 'target' && !isRead(authority, read)) open.add(String(authority.value));
      continue;
    }
    const { value } = authority;
    if (!isWordedPath(value, words, home)) {
      if (named && !isHidden(value, home)) {
        if (folder) folders.add(value);
        continue;
      }
      const seen = isHidden(value, home) ? null : known.look({ kind: 'file', path: value });
      if (seen === null || (seen && seen.value?.['exists'] !== true)) open.add(value);
      else if (folder) folders.add(value);
    }
  }
  return { open: [...open], folders: [...folders] };
};
