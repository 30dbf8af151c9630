import { atom, not, type Literal, type Term } from '../symbolic/atom.ts';
import { isRef } from '../protocol/step.ts';
import type { Json } from '../protocol/json.ts';

/**
 * The relations that skills speak about, each with its meaning. Planning knows the world only through these.
 * A window is named by `symbolOf`: "w:<id>" once it is known, "<step>.window" while it is still to come; a page "p:<id>".
 */
export const R = {
  /** The window is open. */
  window: (w: Term): Literal => atom('window', w),
  noWindow: (w: Term): Literal => not('window', w),
  /** The page is open in Sonny's own browser. */
  page: (p: Term): Literal => atom('page', p),
  /** The application is installed. */
  installed: (app: Term): Literal => atom('installed', app),
  /** There is a file (not a folder) at the path. */
  file: (path: Term): Literal => atom('file', path),
  noFile: (path: Term): Literal => not('file', path),
  folder: (path: Term): Literal => atom('folder', path),
  noFolder: (path: Term): Literal => not('folder', path),
  /** Nothing at all is at the path. */
  free: (path: Term): Literal => atom('free', path),
  notFree: (path: Term): Literal => not('free', path),
  /** The window's document has unsaved text. */
  unsaved: (w: Term): Literal => atom('unsaved', w),
  saved: (w: Term): Literal => not('unsaved', w),
  /** The clipboard holds text. */
  clipboardText: (): Literal => atom('clipboard-text'),
  noClipboardText: (): Literal => not('clipboard-text'),
} as const;

const SECOND = 1000;

/**
 * How long a sight of what a relation says is good for, in milliseconds: nothing acts on an older one. What is not
 * named here is a plan's own bookkeeping, which nobody can look at.
 */
export const GOOD_FOR: Readonly<Record<string, number>> = {
  file: 120 * SECOND,
  folder: 120 * SECOND,
  free: 120 * SECOND,
  window: 60 * SECOND,
  page: 60 * SECOND,
  'clipboard-text': 30 * SECOND,
  unsaved: 120 * SECOND,
  installed: 24 * 3600 * SECOND,
};

/** The name of a window (or other object) in facts, for a value or a Ref. */
export const symbolOf = (value: Json | undefined): Term => {
  if (isRef(value)) return `${value.from}.${value.output}`;
  if (value !== null && typeof value === 'object' && 'id' in value)
    return `${typeof value['id'] === 'string' ? 'p' : 'w'}:${String(value['id'])}`;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : JSON.stringify(value ?? null);
};

/** Whether a term names what a step gives ("s1.window"). */
const isOfStep = (term: Term, stepId: string): term is string =>
  typeof term === 'string' && term[stepId.length] === '.' && term.startsWith(stepId);

/** A literal about what a step gives ("s1.window"), by the names that its outputs really have. What it did not give keeps its name. */
export const namedBy = (literal: Literal, stepId: string, outputs: Readonly<Record<string, Json>>): Literal => {
  let isGiven = false;
  for (const term of literal.args) isGiven ||= isOfStep(term, stepId);
  if (!isGiven) return literal;
  const args = literal.args.map((term) => {
    const output = isOfStep(term, stepId) ? outputs[term.slice(stepId.length + 1)] : undefined;
    return output === undefined ? term : symbolOf(output);
  });
  return { ...literal, args };
};
