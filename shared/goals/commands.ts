import type { GoalContext } from './intent.ts';
import { skipPolite } from './separator.ts';
import { tokenize } from './token.ts';
import { understand } from './understand.ts';

/** What people who use terminals type without thinking, and how it is said here. Flags are part of none: what they ask for is not guessed at. */
const COMMANDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:ls|dir) (\S+)$/u, 'list $1'],
  [/^(?:cat|less|more) (\S+)$/u, 'read $1'],
  [/^mkdir (?:-p )?(\S+)$/u, 'create the folder $1'],
  [/^touch (\S+)$/u, 'create the file $1'],
  [/^rm (\S+)$/u, 'delete $1'],
  [/^cp (?:-r )?(\S+) (\S+)$/u, 'copy $1 to $2'],
  [/^mv (\S+) (\S+)$/u, 'move $1 to $2'],
  [/^mv (\S+) (\S+)$/u, 'rename $1 to $2'],
  [/^grep (?:-r )?["']?(\w+)["']? (?:in )?(\S+)$/u, 'search $2 for "$1"'],
  [/^du (?:-\w+ )?(\S+)$/u, 'how big is $1'],
  [/^wc (?:-\w )?(\S+)$/u, 'how many words are in $1'],
  [/^find (\S+) -i?name ["']?([^"'\s]+)["']?$/u, 'find $2 in $1'],
];

/** Without what is only polite, and with single spaces. */
const bare = (text: string): string => {
  const tokens = tokenize(text);
  return text
    .slice(tokens[skipPolite(tokens, 0)]?.start ?? 0)
    .replace(/[\s.?!]+$/u, '')
    .replace(/\s+/gu, ' ');
};

/** A command of a terminal in words that would do the like of it: only offered, as a command may mean another thing. */
export const commandsMeant = (text: string, context: GoalContext): readonly string[] => {
  const said = bare(text);
  return COMMANDS.flatMap(([shape, words]) => {
    const goal = shape.test(said) ? said.replace(shape, words) : null;
    return goal !== null && understand(goal, context).kind !== 'not-understood' ? [goal] : [];
  });
};

/** What is to be looked for without saying whether it is a name or in what files hold. */
export const searchesMeant = (text: string, context: GoalContext): readonly string[] => {
  const [, words] =
    /^(?:find|search for|search|look for|locate) ((?:[\p{L}\p{N}-]+ ){0,2}[\p{L}\p{N}-]+)$/iu.exec(bare(text)) ?? [];
  return words === undefined || / (for|in|on|about|from) /u.test(` ${words} `)
    ? []
    : [`find "${words}"`, `find files that contain "${words}"`].filter(
        (goal) => understand(goal, context).kind === 'understood',
      );
};
