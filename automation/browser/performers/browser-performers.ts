import type { Landing } from '../../../shared/ports/landing.ts';
import type { Performer } from '../../../shared/ports/performer.ts';
import type { Browser } from '../browser.ts';
import { performerOf } from './action.ts';
import { clickActions } from './click.ts';
import { fillActions } from './fill.ts';
import { openActions } from './open.ts';
import { readActions } from './read.ts';
import { transferActions } from './transfer.ts';
import { waitActions } from './wait.ts';

/** Everything Sonny can do on pages of its own browser. */
export const createBrowserPerformers = (browser: Browser, landing: Landing): Performer =>
  performerOf([...openActions, ...readActions, ...clickActions, ...fillActions, ...transferActions, ...waitActions], {
    browser,
    landing,
  });
