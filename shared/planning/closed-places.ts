import { z } from 'zod';
import { Closed, sayClosed } from '../protocol/closed.ts';
import { placesOf } from '../skills/footprint.ts';
import type { PlanArgs, Skill } from '../skills/skill.ts';
import type { Known } from './known.ts';
import { Refusal, Unseen } from './refusal.ts';

const Seen = z.object({ closed: z.array(Closed) });

type Places = ReturnType<typeof placesOf>;

const closedOf = (places: Places, known: Known): Closed | null | undefined => {
  if (Object.values(places).every((paths) => paths.length === 0)) return null;
  const seen = known.look({ kind: 'places', ...places });
  // Where nobody can say, whoever acts refuses what is closed.
  return seen && (Seen.safeParse(seen.value).data?.closed[0] ?? null);
};

/**
 * The first place where a call would work and that is closed to Sonny; undefined, after noting the query, while nobody was asked. Which
 * are closed is decided by what acts on files, for planning and for each act alike.
 */
export const closedTo = (skill: Skill, args: PlanArgs, known: Known): Closed | null | undefined =>
  closedOf(placesOf(skill, args), known);

/** @throws Refusal for a folder that may not be looked into; Unseen */
export const insistOpen = (folder: string, known: Known): void => {
  const closed = closedOf({ entry: [], content: [folder], look: [] }, known);
  if (closed === undefined) throw new Unseen();
  if (closed) throw new Refusal('FILE_DENIED', sayClosed(closed));
};
