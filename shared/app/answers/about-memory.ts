import type { LearnedMethods } from '../learned/methods.ts';
import type { Memory } from '../memory/memory.ts';
import type { Answers } from './answers.ts';

/** What is remembered of earlier goals: choices, and what did a goal once. */
export const aboutMemory = (
  memory: Pick<Memory, 'view' | 'forget'>,
  learned: Pick<LearnedMethods, 'list' | 'forget'>,
): Answers<'memory.get' | 'preference.forget' | 'methods.list' | 'method.forget'> => ({
  'memory.get': () => memory.view(),
  'preference.forget': ({ id }, origin) => {
    memory.forget(id, origin);
    return null;
  },
  'methods.list': () => learned.list(),
  'method.forget': ({ id }, origin) => {
    learned.forget(id, origin);
    return null;
  },
});
