import { isRef } from '../protocol/step.ts';
import type { Json } from '../protocol/json.ts';
import type { Resource } from '../skills/skill.ts';
import type { State } from '../symbolic/state.ts';
import type { Draft } from './draft.ts';

const refsIn = (value: Json): string[] => {
  if (isRef(value)) return [value.from];
  if (Array.isArray(value)) return value.flatMap(refsIn);
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(refsIn) : [];
};

const conflict = (a: readonly Resource[], b: readonly Resource[]): boolean =>
  a.some((x) => b.some((y) => x.name === y.name && (x.mode === 'write' || y.mode === 'write')));

/**
 * Which earlier steps each step has to wait for: those whose outputs it takes, whose effects it needs, or whose
 * resources it shares; what is open waits for all before it, and nothing said after a wait goes ahead of it. Only direct links are kept (transitive reduction), so the graph shows the real shape.
 */
export const orderOf = (drafts: readonly Draft[], initial: State): ReadonlyMap<string, readonly string[]> => {
  const direct = new Map<string, readonly string[]>();
  const reach = new Map<string, ReadonlySet<string>>();
  let state = initial;
  drafts.forEach(({ id, skill, args, after = [] }, index) => {
    const before = drafts.slice(0, index);
    const wanted = new Set([...Object.values(args).flatMap(refsIn), ...after]);
    for (const need of skill.needs(args)) {
      const maker = state.makerOf(need);
      if (maker !== undefined) wanted.add(maker);
    }
    const mine = skill.resources(args);
    for (const b of before)
      if (skill.open || b.skill.open || b.skill.waits || conflict(mine, b.skill.resources(b.args))) wanted.add(b.id);

    const links: string[] = [];
    const covered = new Set<string>();
    for (const b of before.toReversed()) {
      if (!wanted.has(b.id) || covered.has(b.id)) continue;
      links.unshift(b.id);
      covered.add(b.id);
      for (const far of reach.get(b.id) ?? []) covered.add(far);
    }
    direct.set(id, links);
    reach.set(id, covered);
    state = state.after(skill.changes(args, id), id);
  });
  return direct;
};
