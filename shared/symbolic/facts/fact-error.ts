/**
 * Why a fact was not taken.
 * - `RELATION_UNKNOWN`: no relation has that name.
 * - `ARGUMENTS_WRONG`: not the number or the types of arguments that the relation has.
 * - `CONTEXT_UNKNOWN`: there is no such context, or the relation says nothing about contexts of its kind.
 * - `FACTS_TOO_MANY`: as many facts are held as the store may hold.
 * - `UNTRUSTED`: nobody trusted vouches for a fact that would grant something.
 */
export type FactTrouble = 'RELATION_UNKNOWN' | 'ARGUMENTS_WRONG' | 'CONTEXT_UNKNOWN' | 'FACTS_TOO_MANY' | 'UNTRUSTED';

/** Thrown before anything has changed. */
export class FactError extends Error {
  readonly trouble: FactTrouble;
  constructor(trouble: FactTrouble, message: string) {
    super(message);
    this.name = 'FactError';
    this.trouble = trouble;
  }
}
