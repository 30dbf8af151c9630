import { observeWith } from '../execution/act/verify.ts';
import type { GoalContext } from '../goals/intent.ts';
import { Known, type SearchedFor } from '../planning/known.ts';
import type { Proposal } from '../planning/plan.ts';
import type { PlanSearch } from '../ports/planning-task.ts';
import { readWindows, type WorldFacts } from '../planning/world.ts';
import type { Planner } from '../ports/planner.ts';
import type { Progress } from '../ports/progress.ts';
import { SonnyError } from '../protocol/errors.ts';
import type { Ports } from './ports.ts';

/** How long all looking of one planning may take (ms). How often it may look is not bounded: a goal of many parts looks for each. */
const LOOKING = 20_000;

/** What planning may take for granted. */
export const worldOf = (context: GoalContext, ports: Ports): WorldFacts => ({
  home: context.home,
  apps: context.apps,
  answers: context.answers,
  now: ports.clock.now(),
  held: ports.held,
  windows: (seen) => readWindows(seen, (w) => ports.isOwnWindow(w)),
});

/** Searches that planning asks for, made by a planner between two proposals. */
const searchesWith = (
  planner: Planner,
  progress: Progress,
): { readonly searchedFor: SearchedFor; /** Whether there was one to make. */ make(): Promise<boolean> } => {
  const found = new Map<string, PlanSearch>();
  const wanted = new Map<string, Parameters<SearchedFor>>();
  return {
    searchedFor(...asked) {
      const key = JSON.stringify(asked);
      if (!found.has(key)) wanted.set(key, asked);
      return found.get(key);
    },
    async make() {
      const made = wanted.size;
      for (const [key, asked] of wanted) found.set(key, await planner.plan(...asked, progress));
      wanted.clear();
      return made > 0;
    },
  };
};

/**
 * Has planning propose, looks at what it asks to see, and has it propose again, until it needs to see no more. Each round has to
 * learn something that was not known before.
 * @throws SonnyError PLANNING_TOO_LARGE once a round can learn nothing new, or the time for looking is over.
 */
export const lookingFor = async (
  propose: (known: Known) => Proposal,
  ports: Ports,
  signal: AbortSignal,
): Promise<Exclude<Proposal, { kind: 'look' }>> => {
  const progress: Progress = { signal, deadline: ports.clock.now() + LOOKING, log: () => {} };
  const searches = ports.planner ? searchesWith(ports.planner, progress) : null;
  const known = new Known(() => signal.aborted || ports.clock.now() >= progress.deadline, searches?.searchedFor);
  for (;;) {
    const proposal = propose(known);
    if (proposal.kind !== 'look') return proposal;
    if (ports.clock.now() >= progress.deadline)
      throw new SonnyError('PLANNING_TOO_LARGE', 'Looking at all that the goal speaks of took too long.');
    let learned = (await searches?.make()) ?? false;
    for (const query of proposal.queries) {
      if (known.knows(query)) continue;
      known.add(await observeWith(ports.observers, query, progress));
      learned ||= known.knows(query);
    }
    if (!learned) throw new SonnyError('PLANNING_TOO_LARGE', 'There was nothing more to see, and still no plan.');
  }
};
