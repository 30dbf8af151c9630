import { z } from 'zod';
import type { Application } from '../ports/applications.ts';
import type { HeldFacts } from '../ports/held-facts.ts';
import type { Observation } from '../ports/observer.ts';

const SeenWindow = z.object({
  id: z.number(),
  pid: z.number().nullable(),
  app: z.string(),
  title: z.string(),
  active: z.boolean(),
  dialog: z.boolean(),
});
export type SeenWindow = z.infer<typeof SeenWindow>;

/** What planning may take for granted while it makes one plan. */
export interface WorldFacts {
  readonly home: string;
  readonly apps: readonly Application[];
  /** Answers to questions of this run, by subject. */
  readonly answers: Readonly<Record<string, string>>;
  /** When the plan is made, in milliseconds since the epoch. */
  readonly now: number;
  /** What is to be said of words of the goal: where what they name was found, and how they are read. */
  readonly found?: readonly { readonly name: string; readonly say: string }[];
  /** What is held to be so, where it was told; absent where nothing is. */
  readonly held?: Pick<HeldFacts, 'vouches' | 'kept' | 'statements'> | undefined;
  /** The open windows of an observation, without Sonny's own: those are no plan's business. */
  windows(seen: Observation): readonly SeenWindow[];
}

/** Reads the `windows` observation; `isOwn` tells Sonny's own windows. Unreadable means none. */
export const readWindows = (seen: Observation, isOwn: (w: SeenWindow) => boolean): readonly SeenWindow[] => {
  const parsed = z.array(SeenWindow).safeParse(seen.value?.['windows']);
  return parsed.success ? parsed.data.filter((w) => !isOwn(w)) : [];
};
