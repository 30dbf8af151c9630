import { z } from 'zod';

/** A peer's name: unique, and never used again for another log. */
export const Actor = z.string().regex(/^[a-z0-9][a-z0-9._:-]{0,99}$/i);

/** Milliseconds since the epoch, some 35,000 years to either side. */
export const Moment = z
  .number()
  .int()
  .min(-(2 ** 50))
  .max(2 ** 50);

/** One entry of one peer's log. An assertion's dot is its name for ever. */
export const Dot = z.object({ actor: Actor, seq: z.number().int().min(1) }).strict();
export type Dot = z.infer<typeof Dot>;

/** For each peer, how many entries of its log are known, without gaps. A peer that is missing: none. */
export const Version = z.record(Actor, z.number().int().min(0));
export type Version = Readonly<Record<string, number>>;

export const knows = (version: Version, { actor, seq }: Dot): boolean => (version[actor] ?? 0) >= seq;

/** Whether all that `other` knows is known. */
export const covers = (version: Version, other: Version): boolean =>
  Object.entries(other).every(([actor, seq]) => (version[actor] ?? 0) >= seq);

export const join = (a: Version, b: Version): Version => {
  const both: Record<string, number> = { ...a };
  for (const [actor, seq] of Object.entries(b)) both[actor] = Math.max(both[actor] ?? 0, seq);
  return both;
};

/** What all of them know. */
export const meet = (versions: readonly Version[]): Version => {
  const [first = {}, ...others] = versions;
  return Object.fromEntries(
    Object.entries(first).map(([actor, seq]) => [actor, Math.min(seq, ...others.map((v) => v[actor] ?? 0))]),
  );
};
