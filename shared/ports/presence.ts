/** Who can see what Sonny does: windows that are open, people at a terminal. */
export interface Presence {
  /** Somebody can see it now. */
  readonly someone: boolean;
  /** Told whether a run acts that a person said yes to. Once all who could see it are gone, the stop is pulled. */
  watched(on: boolean): void;
}
