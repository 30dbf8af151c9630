import { R } from '../skills/relations.ts';
import type { Vouched } from '../ports/held-facts.ts';
import { keyOf, type Literal } from '../symbolic/atom.ts';
import { isFirstHand } from '../symbolic/facts/trust.ts';
import type { State } from '../symbolic/state.ts';
import type { Known } from './known.ts';
import { Unseen } from './refusal.ts';
import type { WorldFacts } from './world.ts';

/** What speaks for a statement, where it is of the kind that counts: content and other Sonnies may inform and make nothing possible. */
export const vouchedFor = (literal: Literal, { held }: Pick<WorldFacts, 'held'>): Vouched | null => {
  const vouched = held?.vouches({ relation: literal.relation, args: literal.args }) ?? null;
  return vouched && isFirstHand(vouched.trust) ? vouched : null;
};

/** What is true of a literal's subject before the run, and how that is known. */
interface Before {
  readonly literals: readonly Literal[];
  readonly source: 'observed' | 'held';
}

const observed = (...literals: readonly Literal[]): Before => ({ literals, source: 'observed' });

/** What no look can tell is as it was stated or follows; of what nobody has stated, nothing is so until a step brings it about. */
const heldOf = (literal: Literal, world: WorldFacts): Before => {
  const { relation, args } = literal;
  return { literals: vouchedFor(literal, world) ? [{ relation, args }] : [], source: 'held' };
};

/**
 * The truth of a literal before the run, by looking at the world. Relations nothing can observe, and what could not be read, are as they
 * were stated.
 * null, after noting the query, when it has not been looked at yet.
 */
const observe = (literal: Literal, known: Known, world: WorldFacts): Before | null => {
  const [subject] = literal.args;
  switch (literal.relation) {
    case 'file':
    case 'folder':
    case 'free': {
      const path = String(subject);
      const seen = known.look({ kind: 'file', path });
      if (!seen) return null;
      if (!seen.value) return heldOf(literal, world);
      if (seen.value['exists'] !== true) return observed(R.free(path));
      return observed(seen.value['type'] === 'folder' ? R.folder(path) : R.file(path));
    }
    case 'window': {
      const name = String(subject);
      if (!name.startsWith('w:')) return observed();
      const seen = known.look({ kind: 'windows' });
      if (!seen) return null;
      const open = world.windows(seen).some((w) => `w:${w.id}` === name);
      return open ? observed(R.window(name)) : observed();
    }
    case 'page': {
      const name = String(subject);
      if (!name.startsWith('p:')) return observed();
      const seen = known.look({ kind: 'page', id: name.slice(2) });
      if (!seen) return null;
      return seen.value?.['exists'] === true ? observed(R.page(name)) : observed();
    }
    case 'installed':
      return world.apps.some((app) => app.id === subject) ? observed(R.installed(String(subject))) : observed();
    case 'clipboard-text': {
      const seen = known.look({ kind: 'clipboard' });
      if (!seen) return null;
      return typeof seen.value?.['text'] === 'string' ? observed(R.clipboardText()) : observed();
    }
    default:
      return heldOf(literal, world);
  }
};

/** Whether a literal is true before the run; null, after noting the query, when it has not been looked at yet. */
export const truthOf = (literal: Literal, known: Known, world: WorldFacts): boolean | null => {
  const seen = observe(literal, known, world);
  return seen === null ? null : seen.literals.some((l) => keyOf(l) === keyOf(literal)) !== (literal.negated ?? false);
};

/**
 * Adds what can be seen about each literal's subject, unless an earlier step has already decided it.
 * @throws Unseen only after every literal was asked about, so that one round of looking answers all of them.
 */
export const withObserved = (
  state: State,
  literals: readonly Literal[],
  decided: ReadonlySet<string>,
  known: Known,
  world: WorldFacts,
): State => {
  let next = state;
  let unseen = false;
  for (const literal of literals) {
    if (decided.has(keyOf(literal))) continue;
    const seen = observe(literal, known, world);
    if (seen === null) unseen = true;
    else
      next = next.after(
        seen.literals.filter((l) => !decided.has(keyOf(l))),
        seen.source,
      );
  }
  if (unseen) throw new Unseen();
  return next;
};
