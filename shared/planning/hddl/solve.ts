import { decompose } from '../htn/decompose.ts';
import { LiftedWorld, type GroundCall, type HddlStep } from './lifted-world.ts';
import type { Domain, Problem } from './model.ts';
import { planOf, type HddlPlan } from './plan.ts';
import { pullUp } from './pull-up.ts';

export interface HddlOptions {
  readonly shouldStop: () => boolean;
}

export type HddlSolution =
  { readonly kind: 'plan'; readonly plan: HddlPlan } | { readonly kind: 'none'; readonly because: string };

const NODES = 1e9;
const DEPTH = 10_000;

export const solveLifted = (
  domain: Domain,
  problem: Problem,
  shouldStop: () => boolean,
  chance: (() => number) | null = null,
): HddlSolution => {
  const world = new LiftedWorld(pullUp(domain), problem, chance);
  const found = decompose<GroundCall, HddlStep>([world.top], world, { nodes: NODES, depth: DEPTH, shouldStop });
  if (found.kind === 'none') return { kind: 'none', because: found.because };
  const named = ({ name, args }: GroundCall) => ({ name, args: args.map((a) => world.objects.names[a] ?? '') });
  return { kind: 'plan', plan: planOf(found.decisions, named) };
};
