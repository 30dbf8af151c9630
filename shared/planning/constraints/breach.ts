import { isOfFact, type Constraint, type ConstraintRule } from '../../protocol/constraint.ts';
import { normal, type Footprint, type Touched } from '../../skills/footprint.ts';
import type { Deed, Past } from './past.ts';

const isInside = (path: string, folder: string): boolean =>
  path === folder || folder === '/' || path.startsWith(`${folder}/`);

/** Whether something taken with all that is in it, or by itself, is or holds or lies in the place. */
export const meets = (touched: Touched, place: string): boolean =>
  isInside(touched.path, place) || (touched.whole && isInside(place, touched.path));

const UNKNOWN = 'nobody can say beforehand what it does';
const UNNAMED = 'only the application knows which file it writes';

type Never = Extract<ConstraintRule, { kind: 'never' }>;

/** What of a call is the forbidden act. */
const actsOf = (act: Never['act'], f: Footprint, past: Past): readonly Touched[] => {
  const own = (paths: readonly string[]): readonly Touched[] =>
    paths.filter((path) => !past.made(path)).map((path) => ({ path, whole: true }));
  switch (act) {
    case 'touch':
      return f.touches;
    case 'change':
      return own(f.changes);
    case 'delete':
      return own(f.deletes);
    case 'overwrite':
      return own(f.replaces);
    case 'take-away':
      return own([...f.removes, ...f.replaces]);
    case 'close':
    case 'mail':
      return [];
  }
};

const SAY: Readonly<Record<Exclude<Never['act'], 'close' | 'mail'>, string>> = {
  touch: 'it touches',
  change: 'it changes',
  delete: 'it deletes',
  overwrite: 'it overwrites',
  'take-away': 'it takes away',
};

const neverBreach = (rule: Never, f: Footprint, past: Past): string | null => {
  if (f.unknown) return rule.foreseen ? null : UNKNOWN;
  if (rule.act === 'mail') return f.reaches === 'mail' ? 'it sends an e-mail' : null;
  if (rule.act === 'close') return f.closes ? 'it closes a window' : null;
  if (f.unnamed && rule.act !== 'delete' && !rule.foreseen) return UNNAMED;
  const { paths } = rule;
  const found = actsOf(rule.act, f, past).find((t) => paths === null || paths.some((p) => meets(t, normal(p))));
  return found ? `${SAY[rule.act]} ${found.path}` : null;
};

const onlyIn = (paths: readonly string[], f: Footprint): string | null => {
  if (f.unknown) return UNKNOWN;
  if (f.unnamed) return UNNAMED;
  const outside = f.touches.find((t) => !paths.some((p) => isInside(t.path, normal(p))));
  return outside ? `it works on ${outside.path}` : null;
};

/** A time of day, as a clock on this machine shows it. */
export const clockTime = (at: number): string =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

const ruleBreach = (rule: ConstraintRule, deed: Deed, past: Past, now: number): string | null => {
  const f = deed.footprint;
  switch (rule.kind) {
    case 'never':
      return neverBreach(rule, f, past);
    case 'only-in':
      return onlyIn(rule.paths, f);
    case 'at-most': {
      const count = past.filesWith(f.subjects);
      return f.subjects.length > 0 && count > rule.files ? `that makes ${count} files` : null;
    }
    case 'spend': {
      if (!f.spends) return null;
      if (f.spends.currency !== rule.currency) return `it costs ${f.spends.amount} ${f.spends.currency}`;
      const sum = past.spent(rule.currency) + f.spends.amount;
      return sum > rule.amount ? `that makes ${sum} ${rule.currency}` : null;
    }
    case 'before':
      return now >= rule.at ? `it is ${clockTime(now)}` : null;
    case 'not-before':
      return now < rule.at ? `it is only ${clockTime(now)}` : null;
    case 'after':
      return f.onlyLooks || past.did(rule.skill, rule.args) ? null : 'what was to be waited for has not come';
  }
};

export interface Breach {
  readonly constraint: Constraint;
  /** Why, as the end of a sentence: "it touches ~/Private". */
  readonly because: string;
}

/** The first constraint that an act would break now, after what was done before; null when it breaks none. */
export const breachOf = (constraints: readonly Constraint[], deed: Deed, past: Past, now: number): Breach | null => {
  for (const constraint of constraints) {
    const because = ruleBreach(constraint.rule, deed, past, now);
    if (because !== null) return { constraint, because };
  }
  return null;
};

/** What can be done about it where that is known better than that the goal can be changed. */
const adviceOn = (constraint: Constraint): string => {
  const { rule } = constraint;
  if (isOfFact(constraint)) return ' Take that back under State, or do this part yourself.';
  if (rule.kind !== 'not-before') return '';
  return ` In the hour before it, “wait until ${clockTime(rule.at)} and then …” waits for it.`;
};

/** The breach as a sentence about a step. */
export const sayBreach = (title: string, { constraint, because }: Breach): string =>
  `“${title}” would break “${constraint.say}”: ${because}.${adviceOn(constraint)}`;
