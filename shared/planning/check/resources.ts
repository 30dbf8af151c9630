import type { Resource } from '../../skills/skill.ts';
import type { Order } from './order.ts';
import type { Sound } from './step.ts';
import { violation, type Violation } from './violation.ts';

const sayResource = (name: string): string =>
  name === 'input'
    ? 'the pointer and the keyboard'
    : name === 'clipboard'
      ? 'the clipboard'
      : name.startsWith('files:')
        ? name.slice('files:'.length)
        : 'the same window';

/** By resource: who uses it, and whether to write. */
const usersOf = (steps: readonly Sound[]): ReadonlyMap<string, readonly { step: Sound; writes: boolean }[]> => {
  const users = new Map<string, { step: Sound; writes: boolean }[]>();
  for (const step of steps)
    for (const { name, mode } of step.declared.resources(step.args)) {
      const of = users.get(name) ?? [];
      of.push({ step, writes: mode === 'write' });
      users.set(name, of);
    }
  return users;
};

/** Two steps that could run at the same time on one thing. */
export const collision = (steps: readonly Sound[], order: Order): Violation | null => {
  for (const [name, users] of usersOf(steps))
    for (const [i, a] of users.entries())
      for (const b of users.slice(i + 1))
        if (a.step !== b.step && (a.writes || b.writes) && !order.before(a.step.place, b.step.place))
          return violation(
            'resource',
            b.step.id,
            `“${b.step.title}” could run at the same time as “${a.step.title}”; both use ${sayResource(name)}.`,
          );
  return null;
};

export const conflict = (a: readonly Resource[], b: readonly Resource[]): boolean =>
  a.some((x) => b.some((y) => x.name === y.name && (x.mode === 'write' || y.mode === 'write')));
