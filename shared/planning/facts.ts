import { R } from '../skills/relations.ts';
import { keyOf, type Literal } from '../symbolic/atom.ts';
import type { State } from '../symbolic/state.ts';
import type { Known } from './known.ts';
import { Unseen } from './refusal.ts';
import type { WorldFacts } from './world.ts';

/**
 * The truth of a literal before the run, by looking at the world. Relations nothing can observe are false until a
 * step brings them about.
 * null, after noting the query, when it has not been looked at yet.
 */
const observe = (literal: Literal, known: Known, world: WorldFacts): readonly Literal[] | null => {
  const [subject] = literal.args;
  switch (literal.relation) {
    case 'file':
    case 'folder':
    case 'free': {
      const path = String(subject);
      const seen = known.look({ kind: 'file', path });
      if (!seen) return null;
      if (seen.value?.['exists'] !== true) return seen.value ? [R.free(path)] : [];
      return [seen.value['type'] === 'folder' ? R.folder(path) : R.file(path)];
    }
    case 'window': {
      const name = String(subject);
      if (!name.startsWith('w:')) return [];
      const seen = known.look({ kind: 'windows' });
      if (!seen) return null;
      const open = world.windows(seen).some((w) => `w:${w.id}` === name);
      return open ? [R.window(name)] : [];
    }
    case 'page': {
      const name = String(subject);
      if (!name.startsWith('p:')) return [];
      const seen = known.look({ kind: 'page', id: name.slice(2) });
      if (!seen) return null;
      return seen.value?.['exists'] === true ? [R.page(name)] : [];
    }
    case 'installed':
      return world.apps.some((app) => app.id === subject) ? [R.installed(String(subject))] : [];
    case 'clipboard-text': {
      const seen = known.look({ kind: 'clipboard' });
      if (!seen) return null;
      return typeof seen.value?.['text'] === 'string' ? [R.clipboardText()] : [];
    }
    default:
      return [];
  }
};

/** Whether a literal is true before the run; null, after noting the query, when it has not been looked at yet. */
export const truthOf = (literal: Literal, known: Known, world: WorldFacts): boolean | null => {
  const seen = observe(literal, known, world);
  return seen === null ? null : seen.some((l) => keyOf(l) === keyOf(literal)) !== (literal.negated ?? false);
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
        seen.filter((l) => !decided.has(keyOf(l))),
        'observed',
      );
  }
  if (unseen) throw new Unseen();
  return next;
};
