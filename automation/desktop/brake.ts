import { SonnyError } from '../../shared/protocol/errors.ts';

/** Holds input back at the last place before it is sent. */
export interface Brake {
  /** Throws STOPPED while the brake is on. */
  check(): void;
  on(): void;
  off(): void;
}

export function brake(): Brake {
  let on = false;
  return {
    check() {
      if (on) throw new SonnyError('STOPPED');
    },
    on: () => void (on = true),
    off: () => void (on = false),
  };
}
