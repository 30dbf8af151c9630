import { SonnyError } from '../../shared/protocol/errors.ts';
import { fileError } from './file-error.ts';

/** Takes back one thing that was done. */
export type TakeBack = () => Promise<void>;

const takeBackAll = async (done: readonly TakeBack[]): Promise<string[]> => {
  const left: string[] = [];
  for (const takeBack of done.toReversed()) {
    try {
      await takeBack();
    } catch (error) {
      left.push(error instanceof Error ? error.message : String(error));
    }
  }
  return left;
};

/**
 * Does all of it in order, or none: when one fails, those before are taken back, newest first, and its error is thrown.
 * What cannot be taken back is named in a WRONG_EFFECT error.
 */
export const allOrNone = async <T>(items: Iterable<T>, act: (item: T) => Promise<TakeBack>): Promise<void> => {
  const done: TakeBack[] = [];
  for (const item of items) {
    try {
      done.push(await act(item));
    } catch (error) {
      const left = await takeBackAll(done);
      if (left.length === 0) throw error;
      const why = fileError(error);
      throw new SonnyError('WRONG_EFFECT', `${why.message} Not taken back: ${left.join('; ')}`, { cause: error });
    }
  }
};
