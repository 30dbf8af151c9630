import { stringOf } from './argument.ts';
import { equals } from './check.ts';
import type { Expectation, PlanArgs } from './skill.ts';
import { escaped } from './wording.ts';

/** Whether `find` could come about where `put` meets the text around it, so that its absence proves nothing. */
const couldReappear = (find: string, put: string): boolean => {
  for (let at = 1 - find.length; at < put.length; at += 1) {
    const from = Math.max(0, at);
    const to = Math.min(put.length, at + find.length);
    if (put.slice(from, to) === find.slice(from - at, to - at)) return true;
  }
  return put === '';
};

/** What a text that was read back has to be where one text stands instead of another. */
export const replaced = (find: string, put: string): readonly Expectation[] => [
  equals('exists', true),
  ...(put === '' ? [] : [{ field: 'text', op: 'includes', value: put } as const]),
  ...(couldReappear(find, put)
    ? []
    : [{ field: 'text', op: 'matches', value: `^(?![\\s\\S]*${escaped(find)})` } as const]),
];

/** For titles: that a file which is there gives way, where the call says so. */
export const inPlaceOf = ({ replace }: PlanArgs): string => (replace === true ? ', in place of what it holds' : '');

/** What becomes of the file at `path` by `what`, as true before it is done as afterwards. */
export const landsIn = (args: PlanArgs, what: string): string =>
  args['replace'] === true
    ? `${what} replaces what ${stringOf(args, 'path') ?? 'the file'} holds.`
    : `${what} goes into ${stringOf(args, 'path') ?? 'the file'}.`;
