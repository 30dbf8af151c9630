import type { StepView } from './step.ts';
import { onOneLine, STEERING } from './visible.ts';

/**
 * What a step that only looks gave, for a person to read: things it found, one a line, or the words of what it read. All of it is the
 * world's words, never Sonny's, and is cleaned of what would steer a terminal or turn the order of a line.
 */
export type Found =
  { readonly kind: 'list'; readonly items: readonly string[] } | { readonly kind: 'text'; readonly text: string };

/** What turns the order of what follows it. */
const TURNING = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;

/** A text in its lines, with tabs, and nothing else that is no character to read. */
const readable = (text: string): string =>
  text
    .replace(STEERING, '')
    .replace(TURNING, '')
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replace(/[^\P{Cc}\n\t]+/gu, '');

/** The home folder, as far as a step tells it: its title says `~` where its values have the whole path. "" where it doesn't. */
export function homeOf({ title, args }: Pick<StepView, 'title' | 'args'>): string {
  for (const path of Object.values(args)) {
    if (typeof path !== 'string' || !path.startsWith('/')) continue;
    const parts = path.split('/');
    for (let depth = 2; depth <= parts.length; depth++) {
      const said = ['~', ...parts.slice(depth)].join('/');
      if (title.endsWith(` ${said}`) || title.includes(` ${said} `)) return parts.slice(0, depth).join('/');
    }
  }
  return '';
}

/** A path as people write it: from `~` where it lies in the home folder. */
export const shortened = (path: string, home: string): string =>
  home !== '' && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;

const isWindow = (one: unknown): one is { readonly title: string; readonly app: string } =>
  typeof one === 'object' &&
  one !== null &&
  'title' in one &&
  typeof one.title === 'string' &&
  'app' in one &&
  typeof one.app === 'string';

/** What there is to show of a step; null where it acts, gave nothing, or has not been done. `home` counts where the step tells none. */
export function foundOf(
  step: Pick<StepView, 'risk' | 'status' | 'title' | 'args' | 'outputs'>,
  home = '',
): Found | null {
  const { outputs = {}, status } = step;
  if (step.risk !== 'R0' || (status !== 'verified' && status !== 'unverified')) return null;
  const list = Object.values(outputs).find((one) => Array.isArray(one));
  if (typeof outputs['text'] === 'string') return { kind: 'text', text: readable(outputs['text']) };
  if (list) {
    const from = homeOf(step) || home;
    const items = list.flatMap((one) =>
      typeof one === 'string'
        ? [onOneLine(shortened(one, from))]
        : isWindow(one)
          ? [onOneLine(`${one.title} (${one.app})`)]
          : [],
    );
    return items.length > 0 || list.length === 0 ? { kind: 'list', items } : null;
  }
  const values = Object.entries(outputs).filter(([, one]) => typeof one === 'string' || typeof one === 'number');
  if (values.length === 0) return null;
  return { kind: 'list', items: values.map(([name, one]) => onOneLine(`${name}: ${String(one)}`)) };
}

/** Whether another step takes what this one gave: it was looked up for that one, and not to be told. */
export const isTaken = ({ id }: Pick<StepView, 'id'>, steps: readonly Pick<StepView, 'args'>[]): boolean =>
  // Inside of a string the quotation marks would be escaped, so that this is a reference.
  steps.some(({ args }) => JSON.stringify(args).includes(`"from":${JSON.stringify(id)}`));

/** The last step of a run that found something for the person, not for another step: what they most likely asked for. */
export const lastFound = (steps: readonly StepView[]): StepView | undefined =>
  steps.findLast((step) => foundOf(step) !== null && !isTaken(step, steps));
