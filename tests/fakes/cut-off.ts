import type { Performer } from '../../shared/ports/performer.ts';

/**
 * Does a skill with the first files of a step as the real performer does, and comes to no end: as a program that is killed then.
 * @param done told once these files are done
 */
export const cutOffAfter = (count: number, skill: string, real: () => Performer, done: () => void): Performer => ({
  skills: [skill],
  prepare: async (call, progress) => (await real().prepare?.(call, progress)) ?? null,
  async perform(call, progress) {
    const files = (call.args['files'] as readonly string[]).slice(0, count);
    if (count > 0) await real().perform({ ...call, args: { ...call.args, files } }, progress);
    done();
    return new Promise((_, reject) => progress.signal.addEventListener('abort', () => reject(progress.signal.reason)));
  },
  undo: (...args) => real().undo(...args),
});
