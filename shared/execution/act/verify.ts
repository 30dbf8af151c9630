import type { Clock } from '../../ports/clock.ts';
import type { Observer, Observation, Query } from '../../ports/observer.ts';
import type { Progress } from '../../ports/progress.ts';
import type { Evidence } from '../../protocol/step.ts';
import type { Check } from '../../skills/skill.ts';
import { meets, observedAt } from './expect.ts';

/** How long an effect may take to show, and how often it is looked for, in milliseconds. */
const PATIENCE = 4000;
const PAUSE = 40;
/** Looking again for longer than this is worth telling a person, in milliseconds. */
const LONG = 250;

export const observeWith = async (
  observers: readonly Observer[],
  query: Query,
  progress: Progress,
): Promise<Observation> => {
  const observer = observers.find((o) => o.kinds.includes(query.kind));
  if (!observer) return { query, path: 'process', value: null, trouble: `Nothing here can read “${query.kind}”.` };
  return observer.observe(query, progress);
};

const judge = (check: Check, seen: Observation): Evidence => {
  if (seen.value === null)
    return { path: check.path, say: `could not be read back: ${seen.trouble ?? 'no answer'}`, holds: null };
  const value = seen.value;
  const miss = check.expect.find((e) => !meets(value, e));
  if (!miss) return { path: check.path, say: check.say, holds: true };
  const observed = observedAt(value, miss.field);
  return {
    path: check.path,
    say: `not as expected: ${miss.field || 'it'} is ${JSON.stringify(observed)}`,
    holds: false,
    expected: miss.value,
    observed,
  };
};

/**
 * Reads one check back until it holds or patience ends: applications show their effects late, and read-back decides,
 * not the moment of acting.
 */
const confirm = async (
  check: Check,
  observers: readonly Observer[],
  clock: Clock,
  progress: Progress,
  patience: number,
  long: () => void,
): Promise<Evidence> => {
  const begun = clock.now();
  const until = Math.min(progress.deadline, clock.now() + patience);
  for (;;) {
    const evidence = judge(check, await observeWith(observers, check.query, progress));
    if (evidence.holds === true || clock.now() >= until || progress.signal.aborted) return evidence;
    if (clock.now() - begun >= LONG) long();
    await clock.sleep(PAUSE, progress.signal);
  }
};

/**
 * Evidence for every check, in order.
 * @param patience how long each may take to hold, in milliseconds; 0 looks once
 * @param long called once, when an effect does not show at once and is looked for again
 */
export const verify = async (
  checks: readonly Check[],
  observers: readonly Observer[],
  clock: Clock,
  progress: Progress,
  patience = PATIENCE,
  long: () => void = () => {},
): Promise<Evidence[]> => {
  let told = false;
  const tell = (): void => {
    if (!told) long();
    told = true;
  };
  const evidence: Evidence[] = [];
  for (const check of checks) evidence.push(await confirm(check, observers, clock, progress, patience, tell));
  return evidence;
};
