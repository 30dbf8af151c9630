import { SKILLS } from '../skills/catalogue.ts';
import { Choosing } from '../skills/choosing.ts';
import type { Skill } from '../skills/skill.ts';
import { trouble, type Doubt } from './doubt.ts';
import { isDescribed, type Intent } from './intent.ts';
import type { Ask } from './phrase.ts';
import type { Argument } from './slot.ts';

type Earlier = Pick<Intent, 'skill' | 'args'>;

const isIt = (argument: Argument | undefined): argument is { readonly $: 'it'; readonly one?: true } =>
  isDescribed(argument) && argument.$ === 'it';

/** What an earlier clause leaves behind that "it" can take up, by the parameter that asks. */
const leaves = ({ skill, args }: Earlier, parameter: string, skills: ReadonlyMap<string, Skill> = SKILLS): boolean => {
  const outputs = skills.get(skill)?.outputs ?? [];
  const { renames } = args;
  const isRenamed =
    Array.isArray(renames) ||
    (isDescribed(renames) && (parameter === 'files' || ('most' in renames && renames.most === 1)));
  const path = 'path' in args || 'archive' in args || isRenamed || ('files' in args && 'to' in args);
  if (parameter === 'window') return 'window' in args || outputs.includes('window');
  if (parameter === 'page') return 'page' in args || outputs.includes('page');
  if (parameter === 'text') return outputs.includes('text') || skill === 'clipboard.write';
  if (parameter === 'files') return 'files' in args || path || skill === 'files.find';
  return path;
};

/** Files that were only looked for are described again: what was found is not yet known. */
const again = (earlier: Earlier | undefined, one: true | undefined): Argument | null => {
  const { folder, glob, recursive, ...others } = earlier?.args ?? {};
  if (earlier?.skill !== 'files.find' || typeof folder !== 'string' || typeof glob !== 'string') return null;
  return {
    $: 'files',
    folder,
    glob,
    recursive: recursive === true,
    ...Choosing.parse(others),
    ...(one ? { one } : {}),
  };
};

const OF_SCREENS: ReadonlySet<string> = new Set(['window', 'page']);

/** Makes sure that every "it" has something before it to stand for. */
export const withAntecedents = (
  asks: readonly Ask[],
  before: readonly Intent[],
  skills?: ReadonlyMap<string, Skill>,
): readonly Ask[] | Doubt => {
  const earlier: Earlier[] = [...before];
  const resolved: Ask[] = [];
  for (const { skill, args } of asks) {
    const bound: Record<string, Argument> = {};
    for (const [parameter, argument] of Object.entries(args)) {
      const source = isIt(argument) ? earlier.findLast((e) => leaves(e, parameter, skills)) : undefined;
      // Where a text was searched for, "them" are the files that hold it, not the folder, nor what was spoken of before.
      if (isIt(argument) && !OF_SCREENS.has(parameter) && earlier.at(-1)?.skill === 'files.search')
        return trouble('What a search finds is told, and nothing is done with it: name the files.');
      if (isIt(argument) && source === undefined)
        return trouble('“It” has nothing to stand for: name the window or file.');
      bound[parameter] = isIt(argument)
        ? ((parameter === 'files' ? again(source, argument.one) : null) ?? { $: 'it' })
        : argument;
    }
    resolved.push({ skill, args: bound });
    earlier.push({ skill, args: bound });
  }
  return resolved;
};

/** Whether an earlier clause has a window for this one to go on in. */
export const hasWindow = (before: readonly Intent[]): boolean => before.some((e) => leaves(e, 'window'));
