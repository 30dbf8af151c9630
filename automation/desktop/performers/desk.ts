import type { Clock } from '../../../shared/ports/clock.ts';
import type { Driver, Window } from '../../../shared/ports/driver.ts';
import type { Snapshots } from '../../../shared/ports/snapshots.ts';

/** What the performers of this folder work with. The driver is the only way to the screen. */
export interface Desk {
  readonly driver: Driver;
  readonly clock: Clock;
  /** true for Sonny's own windows: no step ever touches one. */
  ownWindow(window: Window): boolean;
  readonly snapshots: Snapshots;
  /** Folder for pictures that no path was given for. Made when needed. */
  readonly pictures: string;
}
