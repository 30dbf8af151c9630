import { join } from 'node:path';

/** What a GTK application reads on the virtual desktop: nothing moves or blinks by itself. */
export const GTK_SETTINGS = `[Settings]
gtk-enable-animations=0
gtk-cursor-blink=0
gtk-theme-name=Adwaita
gtk-dialogs-use-header=0
`;

/** What the virtual desktop opens by default, so that “the text editor” there is one application however many are installed. */
export const DEFAULT_APPLICATIONS = `[Default Applications]
text/plain=org.xfce.mousepad.desktop
text/html=chromium.desktop
`;

/**
 * Where applications of the virtual desktop keep their settings: with that desktop, in its runtime folder. They end with it and not by a person's hand, so that
 * an editor would take the next start for one after a crash and ask about that first; and the person's own settings stay theirs.
 */
export const DCONF_PROFILE = 'service-db:shm/user\n';

/** The whole environment for a process on the virtual desktop, from that of this process. `folder` holds its runtime files. */
export function virtualEnvironment(
  base: Readonly<Record<string, string | undefined>>,
  own: { readonly display: string; readonly busAddress: string; readonly authority: string; readonly folder: string },
): Record<string, string> {
  const kept = Object.entries(base).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !FOREIGN.has(entry[0]),
  );
  return {
    ...Object.fromEntries(kept),
    DISPLAY: own.display,
    XAUTHORITY: own.authority,
    DBUS_SESSION_BUS_ADDRESS: own.busAddress,
    XDG_RUNTIME_DIR: own.folder,
    XDG_CONFIG_DIRS: [join(own.folder, 'config'), base['XDG_CONFIG_DIRS'] || '/etc/xdg'].join(':'),
    DCONF_PROFILE: join(own.folder, 'dconf-profile'),
    XDG_SESSION_TYPE: 'x11',
    GDK_BACKEND: 'x11',
    QT_QPA_PLATFORM: 'xcb',
    QT_LINUX_ACCESSIBILITY_ALWAYS_ON: '1',
    QT_ACCESSIBILITY: '1',
    SAL_USE_VCLPLUGIN: 'gtk3',
    // Without a UTF-8 locale xterm and GTK 2 programs turn every other character into a question mark.
    ...(speaksUtf8(base) ? {} : { LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' }),
  };
}

/** Variables that would lead an application to another desktop, or switch accessibility off. */
const FOREIGN = new Set([
  'NO_AT_BRIDGE',
  'WAYLAND_DISPLAY',
  'AT_SPI_BUS_ADDRESS',
  'SESSION_MANAGER',
  'GTK_MODULES',
  'DESKTOP_STARTUP_ID',
]);

function speaksUtf8(env: Readonly<Record<string, string | undefined>>): boolean {
  return /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '');
}
