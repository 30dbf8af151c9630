import { isByOthers, isPrivate, type Labels } from '../../symbolic/labels/source.ts';

/**
 * Of three things a run may have two: it reads what anyone may have written, it sees what is private, and it changes something or
 * reaches outside. A model that has read both of the first may only do the third where a person looks at each act.
 */
export const hasBoth = (read: Labels): boolean => read.some(isByOthers) && read.some(isPrivate);
