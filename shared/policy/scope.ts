import { isRef, type RiskClass } from '../protocol/step.ts';
import type { Json } from '../protocol/json.ts';
import type { PlanArgs } from '../skills/skill.ts';

/** What a step whose acts are chosen as it goes was approved for. */
export interface Scope {
  /** Ids of the windows: the one that was named and the others of its application. */
  readonly windows: readonly number[];
  readonly page: { readonly id: string; readonly site: string } | null;
  /** The highest class that is within it unasked. */
  readonly covers: RiskClass;
}

/** Skills that act in one window or on one page and nowhere else. */
const IN_WINDOWS: ReadonlySet<string> = new Set([
  'element.click',
  'element.fill',
  'element.press-all',
  'pointer.click',
  'keys.press',
  'text.write',
  'text.replace',
  'text.read',
  'document.save',
  'document.save-as',
  'wait.element',
  'wait.text',
]);
const ON_PAGES: ReadonlySet<string> = new Set([
  'web.open',
  'web.follow',
  'web.click',
  'web.fill',
  'web.choose',
  'web.tick',
  'web.read',
  'web.wait',
]);

const idOf = (value: Json | undefined): Json | undefined =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !isRef(value) && 'id' in value
    ? value['id']
    : undefined;

/** Buttons that say yes to whatever a dialog asks. Who names one themselves knows the dialog; who chooses one on the way may not. */
const CONFIRMS = /^(ok|okay|yes|next|continue|finish|apply|done)$/iu;
/** Links that servers take for more than a look. */
const CONSEQUENT =
  /\b(delete|remove|unsubscribe|subscribe|log ?out|sign ?out|buy|order|pay|checkout|confirm|accept|agree|cancel|close account|reset|share|send|post|publish)\b/iu;

/**
 * Why an act that a model chose on the way is asked about though its class alone would not say so; null where nothing speaks for that.
 * It only ever adds a question.
 */
export const askedOnTheWay = (skill: string, args: PlanArgs): string | null => {
  const name = typeof args['name'] === 'string' ? args['name'].replace(/[_&…]|\.{3}$/gu, '').trim() : '';
  if (skill === 'element.click' && CONFIRMS.test(name)) return `“${name}” says yes to whatever is asked there.`;
  if (skill === 'web.follow' && CONSEQUENT.test(name)) return `A link called “${name}” may do more than show a page.`;
  if (skill === 'document.save' && args['path'] === undefined)
    return 'Which file it saves is not known, so the bytes before can’t be kept.';
  return null;
};

const hostOf = (url: string): string => /^https?:\/\/(?:www\.)?([^/?#@]+)(?:[/?#]|$)/iu.exec(url)?.[1] ?? '';

/**
 * Why a call is not within a scope, as the end of a sentence; null when it is. What reaches outside or can't be taken back is within one
 * that covers changes, and asked about on its own like everywhere.
 */
export const outside = (scope: Scope, skill: string, args: PlanArgs, risk: RiskClass): string | null => {
  if (risk > scope.covers && scope.covers !== 'R2') return `it would do more than was approved (${risk})`;
  if (IN_WINDOWS.has(skill)) {
    const id = idOf(args['window']);
    return typeof id === 'number' && scope.windows.includes(id) ? null : 'it is about another window';
  }
  if (!ON_PAGES.has(skill)) return `${skill} is nothing that is done in a window or on a page`;
  if (scope.page === null || idOf(args['page']) !== scope.page.id) return 'it is about another page';
  const url = args['url'];
  if (skill !== 'web.open') return null;
  const site = scope.page.site.replace(/^www\./u, '');
  const host = typeof url === 'string' ? hostOf(url).toLowerCase() : '';
  return host === site || host.endsWith(`.${site}`) ? null : 'it leads to another site';
};
