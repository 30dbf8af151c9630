import type { Screen } from './screen.ts';
import type { SimulatedFiles } from './simulated-files.ts';

/** What a simulated application may use. */
export interface Surroundings {
  readonly screen: Screen;
  readonly files: SimulatedFiles;
  readonly app: string;
  readonly pid: number;
  /** It says that it saved, and did not. */
  readonly lies: boolean;
}

/** Starts one: opens its first window. `argument` is the file or address that it was started with. */
export type StartSimulated = (surroundings: Surroundings, argument: string | undefined) => Promise<void>;
