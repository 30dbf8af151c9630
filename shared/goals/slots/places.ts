import type { GoalContext } from '../intent.ts';
import type { Found, Slot } from '../slot.ts';
import { afterAny, type Tokens } from '../token.ts';
import { bareNames } from './bare-name.ts';
import { writtenFile } from './file.ts';
import { readFolder } from './folder.ts';

const QUANTIFIERS = ['anything in', 'any file in', 'any files in', 'the files in', 'files in', 'anything inside', 'my'];

const one = (tokens: Tokens, at: number, context: GoalContext): Found<string> | undefined => {
  const start = afterAny(tokens, at, ...QUANTIFIERS);
  const [folder] = readFolder(tokens, start, context);
  // What is only guessed to be a name is nothing to hold a goal to.
  const named = bareNames(tokens, start, context, 'thing').find(
    ({ doubt }) => !(doubt?.kind === 'question' && doubt.guess !== undefined),
  );
  return folder ?? writtenFile(tokens, start, context)[0] ?? named;
};

/** Files and folders one after another: `~/Private`, `my Documents folder and ~/a.txt`. Longest list first. */
export const placesSlot: Slot<readonly string[]> = {
  chip: 'constraint',
  read(tokens, at, context) {
    const places: Found<string>[] = [];
    const lists: Found<readonly string[]>[] = [];
    for (let next = at; ;) {
      const start =
        places.length === 0 ? next : afterAny(tokens, next, ', and', ', or', ', nor', ',', 'and', 'or', 'nor');
      const place = places.length > 0 && start === next ? undefined : one(tokens, start, context);
      if (place === undefined) return lists.toReversed();
      places.push(place);
      next = place.next;
      const doubt = places.find((p) => p.doubt)?.doubt;
      lists.push({
        value: places.map((p) => p.value),
        next,
        say: new Intl.ListFormat('en').format(places.map((p) => p.say)),
        ...(doubt ? { doubt } : {}),
      });
    }
  },
};
