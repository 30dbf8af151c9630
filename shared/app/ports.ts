import type { ExecutionPorts } from '../execution/ports.ts';
import type { SeenWindow } from '../planning/world.ts';
import type { Applications } from '../ports/applications.ts';
import type { PeerLinks } from '../ports/peer-links.ts';
import type { Eye } from '../ports/eye.ts';
import type { Health } from '../ports/health.ts';
import type { KeptStore } from '../ports/kept-bytes.ts';
import type { McpPlug } from '../ports/mcp.ts';
import type { Model } from '../ports/model.ts';
import type { ModelKey } from '../ports/model-key.ts';
import type { ModelProbe } from '../ports/model-probe.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { PictureStore } from '../ports/pictures.ts';
import type { Planner } from '../ports/planner.ts';
import type { Presence } from '../ports/presence.ts';
import type { Scripts } from '../ports/scripts.ts';
import type { Redactor } from '../ports/redactor.ts';
import type { SettingsStore } from '../ports/settings.ts';
import type { StopLatch, Takeover } from '../ports/stop.ts';
import type { Tuning } from '../ports/tuning.ts';
import type { Catalogue } from '../skills/plugged.ts';

/** What planning a run needs. */
export type PlanningPorts = Ports & Pick<ExecutionPorts, 'skills'>;

/** Everything a host gives the program. */
export interface Ports extends Omit<ExecutionPorts, 'skills' | 'pictures'> {
  /** Takes pictures of the screen around acts, and keeps them for a while; where it is missing, none are taken. */
  readonly pictures?: PictureStore;
  /** What can be done, where plugs bring skills; without one that is what is built in. */
  readonly catalogue?: Catalogue;
  /** Speaks to MCP servers; without one there are none. */
  readonly mcp?: McpPlug;
  readonly settings: SettingsStore;
  readonly applications: Applications;
  readonly health: Health;
  /** Judges scripts; without it Sonny has none. */
  readonly scripts?: Scripts;
  readonly peerLinks: PeerLinks;
  /** Searches for plans beside the program; without one the program waits for them. */
  readonly planner?: Planner;
  /** The language model; where there is none, goals are read by the grammar alone. */
  readonly model?: Model;
  /** How windows and pages are looked at by who works in them. */
  readonly eyes?: readonly Eye[];
  /** Tries what it can do, and keeps its key. */
  readonly modelProbe?: ModelProbe;
  readonly modelKey?: ModelKey;
  readonly tuning?: Tuning;
  /** Hides secrets in what leaves the machine. */
  readonly redactor?: Redactor;
  readonly stop: StopLatch;
  readonly notifier: Notifier;
  readonly presence: Presence;
  /** What is kept by content, to be cleaned up. */
  readonly kept?: KeptStore;
  /** null: this machine can't tell a person's input from Sonny's. */
  readonly takeover: Takeover | null;
  /** Told when Sonny begins and ceases to act. */
  acting?(on: boolean): void;
  /** Sonny's own windows are no plan's business: they are not listed, not asked about and never touched. */
  isOwnWindow(window: Pick<SeenWindow, 'pid' | 'title' | 'app'>): boolean;
  /** Ends adapters that hold something (the driver's worker). */
  dispose?(): Promise<void>;
}
