import type { ErrorCode } from '../../shared/protocol/errors.ts';
import type { Desktop } from './desktop.ts';
import type { OwnWindows } from './targets.ts';

/** What the parent may ask for. Every one but `releaseAll` takes a progress last, which travels as its deadline. */
export type Method = Exclude<keyof Desktop, 'client' | 'dispose' | 'halt' | 'resume'>;

/** What changes nothing, and is done while input is halted too. */
const LOOKS: ReadonlySet<Method> = new Set([
  'health',
  'windows',
  'workArea',
  'elements',
  'readText',
  'readClipboard',
  'keepClipboard',
  'screenshot',
  'frame',
  'findText',
  'readScreen',
  'releaseAll',
]);
export const acts = (method: Method): boolean => !LOOKS.has(method);

export type ToWorker =
  | { readonly type: 'start'; readonly ownWindows: readonly OwnWindows[] }
  | {
      readonly type: 'call';
      readonly id: number;
      readonly method: Method;
      readonly args: readonly unknown[];
      readonly deadline: number;
    }
  | { readonly type: 'abort'; readonly id: number }
  | { readonly type: 'halt' }
  | { readonly type: 'resume' };

export type FromWorker =
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly code: ErrorCode; readonly details: string | undefined }
  | { readonly type: 'log'; readonly id: number; readonly line: string }
  /** The worker acts from here on as this client of the display. */
  | { readonly type: 'connected'; readonly client: number | null }
  /** Nothing will be sent and nothing is held. */
  | { readonly type: 'halted' };
