/** An installed application that has windows. From the platform's own catalogue (desktop entries on Linux). */
export interface Application {
  /** Desktop id without suffix: "org.xfce.mousepad". */
  readonly id: string;
  readonly name: string;
  /** Window class as the window system gives it, lower case, for matching windows: "mousepad". */
  readonly windowClass: string;
  readonly command: readonly string[];
  /** Generic words this application answers to: "text editor", "calculator", "browser", "word processor", "terminal". */
  readonly generic: readonly string[];
  /** File endings it opens, lower case without a dot. */
  readonly extensions: readonly string[];
}

/** Lists what is installed, best first per generic word. Never throws; an unreadable entry is left out. */
export interface Applications {
  list(): Promise<readonly Application[]>;
  /** What the person's desktop opens by default, an application's id by generic word. Words it says nothing of are absent. */
  defaults(): Promise<Readonly<Record<string, string>>>;
}
