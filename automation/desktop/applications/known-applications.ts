/** Where Sonny may keep a private profile for an application, and whether it runs as the superuser. */
export interface LaunchSituation {
  readonly superuser: boolean;
  /** Folder for private application profiles; each application gets a sub-folder of its own. */
  readonly profiles: string;
  /** true: LibreOffice gets a profile of its own, so that windows of a person's running one are never Sonny's. */
  readonly ownOfficeProfile: boolean;
}

interface KnownApplication {
  /** The window class where the desktop entry does not say it, or says it wrongly. */
  readonly windowClass?: string;
  readonly generic?: readonly string[];
  readonly arguments?: (situation: LaunchSituation) => readonly string[];
}

const office = (situation: LaunchSituation): string[] => [
  // A crash of an earlier session would open a recovery dialog in front of the document.
  '--norestore',
  // The splash screen is a window without a class and would be taken for the first one.
  '--nologo',
  ...(situation.ownOfficeProfile ? [`-env:UserInstallation=file://${encodeURI(situation.profiles)}/libreoffice`] : []),
];

/** What desktop entries do not tell, found by trying. By desktop id; the order is the order of preference. */
export const KNOWN_APPLICATIONS: Readonly<Record<string, KnownApplication>> = {
  'org.xfce.mousepad': {
    // Otherwise the window opens in a process that is running already, and neither pid nor window is its own.
    arguments: () => ['--disable-server'],
  },
  featherpad: {
    // The same: without it a second start only opens a tab in the first one's window.
    arguments: () => ['--standalone'],
  },
  galculator: {
    // Its entry has neither a generic name nor the Calculator category.
    generic: ['calculator'],
  },
  'libreoffice-writer': { windowClass: 'libreoffice-writer', arguments: office },
  'libreoffice-calc': { windowClass: 'libreoffice-calc', arguments: office },
  'libreoffice-impress': { windowClass: 'libreoffice-impress', arguments: office },
  'libreoffice-draw': { windowClass: 'libreoffice-draw', arguments: office },
  chromium: {
    windowClass: 'chromium',
    arguments: (situation) => [
      // Web content is in the accessibility tree only with this, and only from the start.
      '--force-renderer-accessibility',
      // A profile of its own: never the cookies and sessions of the person's browser.
      `--user-data-dir=${situation.profiles}/chromium`,
      // Otherwise a second start opens a tab in the window of the first.
      '--new-window',
      // Its first-run pages and questions would stand in front of the page.
      '--no-first-run',
      '--no-default-browser-check',
      // Its keyring prompt is a dialog that nobody expects.
      '--password-store=basic',
      // The browser refuses to start as the superuser with its sandbox on.
      ...(situation.superuser ? ['--no-sandbox'] : []),
    ],
  },
  'debian-xterm': { windowClass: 'xterm' },
  'debian-uxterm': { windowClass: 'uxterm' },
};
