import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { ElectronParts } from '../../electron/main/host.ts';
import type { Keychain } from '../../electron/main/secrets.ts';

/** An event of Electron that can be refused. */
export class FakeEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

export class FakeWebContents extends EventEmitter {
  readonly sent: { readonly channel: string; readonly text: string }[] = [];
  openWindow: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] = () => ({ action: 'allow' });
  destroyed = false;

  readonly setWindowOpenHandler: Electron.WebContents['setWindowOpenHandler'] = (handler) => {
    this.openWindow = handler;
  };
  readonly isDestroyed: Electron.WebContents['isDestroyed'] = () => this.destroyed;
  readonly send: Electron.WebContents['send'] = (channel: string, text: string) =>
    void this.sent.push({ channel, text });

  /** Asks whether something may happen; true when the guard let it. */
  allows(event: string): boolean {
    const asked = new FakeEvent();
    this.emit(event, asked);
    return !asked.defaultPrevented;
  }

  get asElectron(): Electron.WebContents {
    return this as unknown as Electron.WebContents;
  }
}

export class FakeWindow extends EventEmitter {
  static made: FakeWindow[] = [];
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = new FakeWebContents();
  visible = false;
  minimized = false;
  contentProtected = false;
  address: string | null = null;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    FakeWindow.made.push(this);
  }
  show = (): void => void (this.visible = true);
  hide = (): void => void (this.visible = false);
  focus = (): void => void this.emit('focus');
  restore = (): void => void (this.minimized = false);
  isMinimized = (): boolean => this.minimized;
  isVisible = (): boolean => this.visible;
  setContentProtection = (on: boolean): void => void (this.contentProtected = on);
  loadURL = async (address: string): Promise<void> => void (this.address = address);

  /** The person closes the window; true when it really closes. */
  close(): boolean {
    const event = new FakeEvent();
    this.emit('close', event);
    if (!event.defaultPrevented) this.emit('closed');
    return !event.defaultPrevented;
  }
}

export class FakeSession extends EventEmitter {
  request: Parameters<Electron.Session['setPermissionRequestHandler']>[0] = null;
  check: Parameters<Electron.Session['setPermissionCheckHandler']>[0] = null;
  device: Parameters<Electron.Session['setDevicePermissionHandler']>[0] = null;
  display: Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0] = null;

  readonly setPermissionRequestHandler: Electron.Session['setPermissionRequestHandler'] = (handler) => {
    this.request = handler;
  };
  readonly setPermissionCheckHandler: Electron.Session['setPermissionCheckHandler'] = (handler) => {
    this.check = handler;
  };
  readonly setDevicePermissionHandler: Electron.Session['setDevicePermissionHandler'] = (handler) => {
    this.device = handler;
  };
  readonly setDisplayMediaRequestHandler: Electron.Session['setDisplayMediaRequestHandler'] = (handler) => {
    this.display = handler;
  };
}

/** A keychain that turns texts around. `stale` asks for another encryption, `broken` fails. */
export class FakeKeychain implements Keychain {
  backend: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']> = 'gnome_libsecret';
  available = true;
  stale = false;
  broken = false;
  encryptions = 0;

  isAsyncEncryptionAvailable = async (): Promise<boolean> => this.available;
  getSelectedStorageBackend = (): typeof this.backend => this.backend;
  async encryptStringAsync(text: string): Promise<Buffer> {
    if (this.broken) throw new Error('the keychain is locked');
    this.encryptions += 1;
    return Buffer.from([...text].reverse().join(''));
  }
  async decryptStringAsync(bytes: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
    if (this.broken) throw new Error('the keychain is locked');
    return { result: [...bytes.toString()].reverse().join(''), shouldReEncrypt: this.stale };
  }
}

type Handler = (request: Request) => Response | Promise<Response>;

/** As much of Electron as the host uses, with what was done to it to be looked at. */
export class FakeElectron {
  readonly app = Object.assign(new EventEmitter(), { quits: 0, quit: () => void (this.app.quits += 1) });
  readonly ipcMain = new EventEmitter();
  readonly session = { defaultSession: new FakeSession() };
  readonly protocol = {
    handlers: new Map<string, Handler>(),
    handle: (scheme: string, handler: Handler) => void this.protocol.handlers.set(scheme, handler),
  };
  readonly globalShortcut = {
    taken: [] as string[],
    registered: new Map<string, () => void>(),
    register: (accelerator: string, act: () => void): boolean => {
      if (this.globalShortcut.taken.includes(accelerator)) return false;
      this.globalShortcut.registered.set(accelerator, act);
      return true;
    },
    unregisterAll: () => this.globalShortcut.registered.clear(),
  };
  readonly dialog = {
    answer: 1,
    asked: [] as string[],
    showMessageBox: async ({ detail }: { detail: string }) => this.answer(detail),
  };
  readonly shell = { opened: [] as string[], openExternal: async (url: string) => void this.shell.opened.push(url) };
  readonly tray = Object.assign(new EventEmitter(), {
    icon: '',
    destroyed: false,
    menu: [] as Electron.MenuItemConstructorOptions[],
    setToolTip: () => {},
    setContextMenu: (menu: Electron.MenuItemConstructorOptions[]) => void (this.tray.menu = menu),
    destroy: () => void (this.tray.destroyed = true),
  });
  readonly Menu = {
    buildFromTemplate: (items: Electron.MenuItemConstructorOptions[]) => items,
    setApplicationMenu: () => {},
  };
  readonly Tray: unknown;
  readonly BrowserWindow = FakeWindow;

  constructor() {
    FakeWindow.made = [];
    const { tray } = this;
    this.Tray = function (icon: string) {
      tray.icon = icon;
      return tray;
    };
  }

  private answer(detail: string): { response: number } {
    this.dialog.asked.push(detail);
    return { response: this.dialog.answer };
  }

  /** A message of a page, as Electron delivers it. */
  message(sender: FakeWebContents, text: unknown, frame: { url: string; parent: unknown } | null): void {
    this.ipcMain.emit('sonny', { sender, senderFrame: frame }, text);
  }

  get asElectron(): ElectronParts {
    return this as unknown as ElectronParts;
  }
}
