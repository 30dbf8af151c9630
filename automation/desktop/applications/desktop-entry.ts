/** What a launcher's file says about one application. Strings are unescaped; lists are split. */
export interface DesktopEntry {
  /** Desktop id without suffix: "org.xfce.mousepad". */
  readonly id: string;
  readonly name: string;
  readonly genericName: string;
  readonly exec: string;
  readonly tryExec: string;
  readonly windowClass: string;
  readonly categories: readonly string[];
  readonly mimeTypes: readonly string[];
  readonly onlyShowIn: readonly string[];
  readonly notShowIn: readonly string[];
  /** `Hidden`: the entry stands for "removed"; it also hides entries of the same id in later folders. */
  readonly hidden: boolean;
  readonly noDisplay: boolean;
  readonly terminal: boolean;
}

const ESCAPES: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' };

const unescape = (value: string): string =>
  value.replace(/\\([sntr\\])/g, (_, letter: string) => ESCAPES[letter] ?? '');

const list = (value: string | undefined): string[] =>
  (value ?? '')
    .split(/(?<!\\);/)
    .map((item) => unescape(item.replaceAll('\\;', ';')).trim())
    .filter((item) => item !== '');

/** Keys of the `[Desktop Entry]` group. Localised keys keep their bracket, so they never shadow the plain one. */
const mainGroup = (text: string): Map<string, string> => {
  const keys = new Map<string, string>();
  let inside = false;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (line.startsWith('#') || line === '') continue;
    if (line.startsWith('[')) {
      inside = line === '[Desktop Entry]';
      continue;
    }
    const equals = line.indexOf('=');
    if (inside && equals > 0) keys.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
  }
  return keys;
};

/** Reads a `.desktop` file's text. null: it does not describe an application that can be started. */
export const parseDesktopEntry = (id: string, text: string): DesktopEntry | null => {
  const keys = mainGroup(text);
  const plain = (key: string): string => unescape(keys.get(key) ?? '');
  const yes = (key: string): boolean => keys.get(key) === 'true';
  const hidden = yes('Hidden');
  if (!hidden && (plain('Type') !== 'Application' || plain('Name') === '' || plain('Exec') === '')) return null;
  return {
    id,
    name: plain('Name'),
    genericName: plain('GenericName'),
    exec: plain('Exec'),
    tryExec: plain('TryExec'),
    windowClass: plain('StartupWMClass'),
    categories: list(keys.get('Categories')),
    mimeTypes: list(keys.get('MimeType')),
    onlyShowIn: list(keys.get('OnlyShowIn')),
    notShowIn: list(keys.get('NotShowIn')),
    hidden,
    noDisplay: yes('NoDisplay'),
    terminal: yes('Terminal'),
  };
};
