import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Rect, Window } from '../../../shared/ports/driver.ts';
import type { Surface } from './surface.ts';

export interface Pane {
  readonly id: number;
  readonly pid: number;
  readonly app: string;
  readonly surface: Surface;
  rect: Rect;
  state: Window['state'];
}

const STEP = 30;
const FIRST_PROCESS = 1_000;

/** A window manager in memory: numbers count up from one, and nothing happens by itself. */
export class Screen {
  readonly size: Rect;
  /** Bottom first. */
  #panes: Pane[] = [];
  #lastId = 0;
  #lastProcess = FIRST_PROCESS;

  constructor(width: number, height: number) {
    this.size = { x: 0, y: 0, width, height };
  }

  newProcess(): number {
    return ++this.#lastProcess;
  }

  open(surface: Surface, app: string, pid: number): Pane {
    const id = ++this.#lastId;
    const at = STEP * ((id % 8) + 1);
    const size = surface.dialog ? { width: 420, height: 240 } : { width: 640, height: 480 };
    const pane: Pane = { id, pid, app, surface, rect: { x: at, y: at, ...size }, state: 'normal' };
    this.#panes.push(pane);
    return pane;
  }

  remove(surface: Surface): void {
    this.#panes = this.#panes.filter((pane) => pane.surface !== surface);
  }

  raise(pane: Pane): void {
    if (pane.state === 'minimised') pane.state = 'normal';
    this.#panes = [...this.#panes.filter((other) => other !== pane), pane];
  }

  get panes(): readonly Pane[] {
    return this.#panes;
  }

  /** Rejects with TARGET_GONE, as a closed window does. */
  pane(id: number): Pane {
    const pane = this.#panes.find((one) => one.id === id);
    if (!pane) throw new SonnyError('TARGET_GONE', `Window ${id} is closed.`);
    return pane;
  }

  get front(): Pane | null {
    return this.#panes.findLast(({ state }) => state !== 'minimised') ?? null;
  }

  at(x: number, y: number): Pane | null {
    const over = ({ rect, state }: Pane): boolean =>
      state !== 'minimised' && x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
    return this.#panes.findLast(over) ?? null;
  }

  describe({ id, pid, app, surface, rect, state }: Pane): Window {
    return { id, pid, app, title: surface.title, rect, state, active: this.front?.id === id, dialog: surface.dialog };
  }
}
