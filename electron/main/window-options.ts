import type { BrowserWindowConstructorOptions } from 'electron';

/** `main` shows everything; `goal-bar` is the small window that the tray and its key open. */
export type WindowKind = 'main' | 'goal-bar';

const SHAPES: Readonly<Record<WindowKind, BrowserWindowConstructorOptions>> = {
  main: { width: 1280, height: 800, minWidth: 400, minHeight: 480 },
  'goal-bar': {
    width: 400,
    height: 640,
    resizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
  },
};

/** The options of every window that Sonny makes. A page is sandboxed and has nothing of Node. */
export function windowOptions(kind: WindowKind, preload: string): BrowserWindowConstructorOptions {
  return {
    ...SHAPES[kind],
    title: 'Sonny',
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  };
}
