import type { Performer } from '../../../shared/ports/performer.ts';
import { performerOf } from './action.ts';
import { arrangeWindows } from './arrange-windows.ts';
import { clipboardActions } from './clipboard.ts';
import { closeWindows } from './close.ts';
import { copyText } from './copy-text.ts';
import type { Desk } from './desk.ts';
import { documentActions } from './document.ts';
import { fieldActions } from './field.ts';
import { focusWindows } from './focus.ts';
import { inputActions } from './input.ts';
import { listWindows } from './list-windows.ts';
import { openActions } from './open.ts';
import { pageTitle } from './page-title.ts';
import { pressAll } from './press-all.ts';
import { screenActions } from './screen.ts';
import { textActions } from './text.ts';
import { waitActions } from './wait.ts';

/** Everything Sonny can do on a desktop, by family. */
export const createDesktopPerformers = (desk: Desk): readonly Performer[] =>
  [
    [...openActions, ...pageTitle],
    [...listWindows, ...focusWindows, ...arrangeWindows, ...closeWindows],
    [...textActions, ...copyText, ...clipboardActions],
    documentActions,
    [...inputActions, ...fieldActions, ...pressAll],
    [...screenActions, ...waitActions],
  ].map((actions) => performerOf(actions, desk));
