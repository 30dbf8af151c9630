import type { ExecutionPorts } from '../execution/ports.ts';
import type { SeenWindow } from '../planning/world.ts';
import type { Applications } from '../ports/applications.ts';
import type { Health } from '../ports/health.ts';
import type { SettingsStore } from '../ports/settings.ts';

/** Everything a host gives the program. */
export interface Ports extends Omit<ExecutionPorts, 'skills'> {
  readonly settings: SettingsStore;
  readonly applications: Applications;
  readonly health: Health;
  /** Sonny's own windows are no plan's business: they are not listed, not asked about and never touched. */
  isOwnWindow(window: Pick<SeenWindow, 'pid' | 'title' | 'app'>): boolean;
  /** Ends adapters that hold something (the driver's worker). */
  dispose?(): Promise<void>;
}
