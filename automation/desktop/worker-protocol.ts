import type { ErrorCode } from '../../shared/protocol/errors.ts';
import type { Desktop } from './desktop.ts';
import type { OwnWindows } from './targets.ts';

/** What the parent may ask for. Every one but `releaseAll` takes a progress last, which travels as its deadline. */
export type Method = Exclude<keyof Desktop, 'dispose'>;

export type ToWorker =
  | { readonly type: 'start'; readonly ownWindows: readonly OwnWindows[] }
  | {
      readonly type: 'call';
      readonly id: number;
      readonly method: Method;
      readonly args: readonly unknown[];
      readonly deadline: number;
    }
  | { readonly type: 'abort'; readonly id: number };

export type FromWorker =
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly code: ErrorCode; readonly details: string | undefined }
  | { readonly type: 'log'; readonly id: number; readonly line: string };
