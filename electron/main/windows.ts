import type { BrowserWindow } from 'electron';
import { PAGE } from './own-page.ts';
import { type WindowKind, windowOptions } from './window-options.ts';

/** Sonny's own windows, each made when it is first shown and hidden rather than closed until Sonny ends. */
export class Windows {
  readonly #Window: typeof BrowserWindow;
  readonly #preload: string;
  readonly #open = new Map<WindowKind, BrowserWindow>();
  #ending = false;

  constructor(Window: typeof BrowserWindow, preload: string) {
    this.#Window = Window;
    this.#preload = preload;
  }

  show(kind: WindowKind): void {
    const window = this.#open.get(kind);
    if (!window) return this.#make(kind);
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  toggle(kind: WindowKind): void {
    const window = this.#open.get(kind);
    if (window?.isVisible()) window.hide();
    else this.show(kind);
  }

  /** From now on windows close when they are told to. */
  end(): void {
    this.#ending = true;
  }

  #make(kind: WindowKind): void {
    const window = new this.#Window(windowOptions(kind, this.#preload));
    this.#open.set(kind, window);
    // Pictures of the desktop that a model may see must not hold Sonny's own plans and questions.
    window.setContentProtection(true);
    window.once('ready-to-show', () => window.show());
    window.on('close', (event) => {
      if (this.#ending) return;
      event.preventDefault();
      window.hide();
    });
    window.on('closed', () => this.#open.delete(kind));
    if (kind === 'goal-bar') window.on('blur', () => window.hide());
    void window.loadURL(PAGE);
  }
}
