import type { z } from 'zod';

/** A question to a model. Its text is constant: all that varies goes into slots. */
export interface Prompt<S extends z.ZodObject = z.ZodObject, A extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** Counts up with every change of the text, the slots or the answer. */
  readonly version: number;
  /** Each a `one` or a `some` of data.ts, in the order in which they are rendered; those that may be missing are optional. */
  readonly slots: S;
  readonly text: string;
  readonly answer: A;
}

export const definePrompt = <S extends z.ZodObject, A extends z.ZodType>(prompt: Prompt<S, A>): Prompt<S, A> => prompt;

/** "interpret@1": how the record, the meter and recorded answers name it. */
export const purposeOf = ({ name, version }: Pick<Prompt, 'name' | 'version'>): string => `${name}@${version}`;
