import type { Clock } from '../../ports/clock.ts';
import type { Observation, Observer } from '../../ports/observer.ts';

/** The same sight again within this time is nothing new, in milliseconds: effects are waited for by looking many times. */
const SAME = 2000;

/** Observers that tell of each look that is made with them. */
export const watchLooks = (
  observers: readonly Observer[],
  clock: Pick<Clock, 'now'>,
  noticed: (observation: Observation) => void,
): readonly Observer[] => {
  let last = { text: '', at: -Infinity };
  return observers.map((observer) => ({
    kinds: observer.kinds,
    observe: async (query, progress) => {
      const observation = await observer.observe(query, progress);
      const now = { text: JSON.stringify([query, observation.value]), at: clock.now() };
      if (now.text !== last.text || now.at - last.at > SAME || now.at < last.at) noticed(observation);
      last = now;
      return observation;
    },
  }));
};
