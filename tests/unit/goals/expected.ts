import type { GoalContext, Described } from '../../../shared/goals/intent.ts';
import type { Application } from '../../../shared/ports/applications.ts';
import type { Json } from '../../../shared/protocol/json.ts';
import { HOME } from './machine.ts';

export type Asked = readonly [skill: string, args?: Readonly<Record<string, Json | Described>>];

/** A goal and what is to become of it, written out by hand. */
export type Row = readonly [goal: string, answer: Answer, context?: GoalContext];

export type Answer =
  | { readonly asks: readonly Asked[] }
  | { readonly question: string; readonly candidates: readonly string[] }
  /** Not understood, with a trouble that says this. */
  | { readonly refused: string };

export const asks = (...all: readonly Asked[]): Answer => ({ asks: all });
export const question = (subject: string, ...candidates: readonly string[]): Answer => ({
  question: subject,
  candidates,
});
export const refused = (trouble: string): Answer => ({ refused: trouble });

export const it = { $: 'it' } as const;
export const front = { $: 'active-window' } as const;
export const inApp = (app: Application): Described => ({ $: 'app', app });
export const windowOf = (app: Application): Described => ({ $: 'window-of', app });
export const titled = (title: string): Described => ({ $: 'window', title });
export const home = (path: string): string => `${HOME}/${path}`;
export const all = (folder: string, glob = '*', recursive = false): Described => ({
  $: 'files',
  folder: home(folder),
  glob,
  recursive,
});

export const opened = ({ id, name, command, windowClass }: Application, file?: Json | Described): Asked => [
  'app.open',
  { app: id, name, command, windowClass, ...(file === undefined ? {} : { file }) },
];

/** Where a file without a folder is asked about. */
export const HOME_PLACES: readonly string[] = [home('Documents'), home('Desktop'), home('Downloads'), HOME];
