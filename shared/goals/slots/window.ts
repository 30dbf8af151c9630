import type { Application } from '../../ports/applications.ts';
import type { Described, GoalContext } from '../intent.ts';
import type { Found, Slot } from '../slot.ts';
import { after, afterAny, type Tokens } from '../token.ts';
import { readApplication } from './application.ts';

const IT = ['it', 'that window', 'that', 'the same window', 'there'] as const;

const ACTIVE = ['window', 'one'].flatMap((noun) =>
  ['this', 'the active', 'the current', 'the focused', 'the front', 'the frontmost'].map((which) => `${which} ${noun}`),
);

const fixed = (tokens: Tokens, at: number): readonly Found<Described>[] => {
  const active = afterAny(tokens, at, ...ACTIVE, 'the window in front');
  const it = afterAny(tokens, at, ...IT);
  return [
    ...(active > at ? [{ value: { $: 'active-window' } as const, next: active, say: 'the window in front' }] : []),
    ...(it > at ? [{ value: { $: 'it' } as const, next: it, say: 'the same window' }] : []),
  ];
};

/** `the window "Budget"`, `the "Budget" window`, `"Budget"`. */
const titled = (tokens: Tokens, at: number): readonly Found<Described>[] => {
  const noun = afterAny(tokens, at, 'the window', 'window', 'a window', 'the dialog', 'the');
  const title = afterAny(tokens, noun, 'called', 'named', 'titled', 'with the title');
  const token = tokens[title];
  if (token?.kind !== 'quote' || token.value.trim() === '') return [];
  const next = afterAny(tokens, title + 1, 'window', 'dialog');
  return [{ value: { $: 'window', title: token.value }, next, say: `the window “${token.value}”` }];
};

const reader =
  (describe: (app: Application) => Described) =>
  (tokens: Tokens, at: number, context: GoalContext): readonly Found<Described>[] => {
    const apps = tokens[at]?.kind === 'quote' ? [] : readApplication(tokens, at, context);
    const byApp = apps.flatMap((found): readonly Found<Described>[] => {
      const plain = { ...found, value: describe(found.value) };
      const next = after(tokens, found.next, 'window');
      return next === null ? [plain] : [{ ...plain, next, value: { $: 'window-of', app: found.value } }];
    });
    return [...fixed(tokens, at), ...titled(tokens, at), ...byApp];
  };

/** A window that is open. */
export const windowSlot: Slot<Described> = { chip: 'object', read: reader((app) => ({ $: 'window-of', app })) };

/** Where something is written: an application's name means a window that this goal opens. */
export const targetSlot: Slot<Described> = { chip: 'place', read: reader((app) => ({ $: 'app', app })) };
