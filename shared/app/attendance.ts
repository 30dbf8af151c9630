import type { Presence } from '../ports/presence.ts';
import type { Origin } from '../ports/sonny.ts';
import type { StopLatch } from '../ports/stop.ts';
import { SonnyError } from '../protocol/errors.ts';
import type { RunStatus } from '../protocol/run.ts';
import type { ViewEvent } from '../protocol/views.ts';

const ACTING: readonly RunStatus[] = ['acting', 'undoing'];

/** Knows which runs act and who said yes to them, and tells those who have to know. */
export class Attendance {
  readonly #presence: Presence;
  readonly #stop: Pick<StopLatch, 'armed'>;
  readonly #acts: (on: boolean) => void;
  readonly #acting = new Set<string>();
  /** Runs whose last yes was a flag's. */
  readonly #flagged = new Set<string>();

  /** @param acts told true each time that a run begins to act, and false when none does any more */
  constructor(presence: Presence, stop: Pick<StopLatch, 'armed'>, acts: (on: boolean) => void) {
    this.#presence = presence;
    this.#stop = stop;
    this.#acts = acts;
  }

  /**
   * Whether something may begin on this word.
   * @throws SonnyError STOP_NOT_ARMED when nobody could see it and nothing could stop it.
   */
  admit(origin: Origin): void {
    if (origin === 'flag' && !this.#presence.someone && !this.#stop.armed) throw new SonnyError('STOP_NOT_ARMED');
  }

  /** A run was told to go on. */
  said(runId: string, origin: Origin): void {
    if (origin === 'flag') this.#flagged.add(runId);
    else this.#flagged.delete(runId);
    this.#tellWatched();
  }

  take(event: ViewEvent): void {
    if (event.type !== 'run' && event.type !== 'run.head') return;
    const { id, status } = event.type === 'run' ? event.run : event.head;
    const acts = ACTING.includes(status);
    if (acts === this.#acting.has(id)) return;
    if (acts) this.#acting.add(id);
    else this.#acting.delete(id);
    if (acts || this.#acting.size === 0) this.#acts(acts);
    this.#tellWatched();
  }

  #tellWatched(): void {
    this.#presence.watched([...this.#acting].some((id) => !this.#flagged.has(id)));
  }
}
