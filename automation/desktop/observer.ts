import type { Driver, ElementQuery, Window } from '../../shared/ports/driver.ts';
import type { Json, Observation, Observer, Progress, Query } from '../../shared/ports/observer.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { ReadPath } from '../../shared/protocol/step.ts';

type Seen = Readonly<Record<string, Json>>;
type QueryOf<K extends Query['kind']> = Extract<Query, { kind: K }>;

/** Which way it looks, and what it sees. */
interface Reader<Q extends Query = Query> {
  readonly path: ReadPath;
  read(query: Q, progress: Progress): Promise<Seen>;
}
/** One reader per kind of question. */
type Readers = { readonly [K in Query['kind']]?: Reader<QueryOf<K>> };

const asJson = ({ rect, ...window }: Window): Json => ({ ...window, rect: { ...rect } });

/** Signal 0 asks whether a process can be reached and sends it nothing. */
const processExists = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const elementQuery = ({ role, name }: { readonly role?: string; readonly name?: string }): ElementQuery => ({
  ...(role === undefined ? {} : { role }),
  ...(name === undefined ? {} : { name }),
});

const readersOver = (driver: Driver): Readers => {
  const find = async (id: number, progress: Progress): Promise<Window | undefined> =>
    (await driver.windows(progress)).find((window) => window.id === id);
  return {
    windows: {
      path: 'window-system',
      read: async (_, progress) => ({ windows: (await driver.windows(progress)).map(asJson) }),
    },
    window: {
      path: 'window-system',
      async read({ id }, progress) {
        const window = await find(id, progress);
        if (window === undefined) return { exists: false };
        const { title, state, rect, active, pid, app } = window;
        return { exists: true, title, state, rect: { ...rect }, active, pid, app };
      },
    },
    'window.text': {
      path: 'accessibility',
      async read(query, progress) {
        if ((await find(query.id, progress)) === undefined) return { exists: false };
        const element = query.role === undefined && query.name === undefined ? null : elementQuery(query);
        const text = await driver.readText(query.id, element, progress);
        if (text === null) throw new SonnyError('TARGET_MISSING', 'The window does not tell its text.');
        return { exists: true, text };
      },
    },
    element: {
      path: 'accessibility',
      async read(query, progress) {
        const found = await driver.elements(query.id, elementQuery(query), progress);
        const enabled = found.filter(({ states }) => states.includes('enabled')).length;
        return { exists: found.length > 0, count: found.length, enabled: enabled > 0 };
      },
    },
    clipboard: { path: 'clipboard', read: async (_, progress) => ({ text: await driver.readClipboard(progress) }) },
    process: { path: 'process', read: async ({ pid }) => ({ exists: processExists(pid) }) },
  };
};

/** Looks at the desktop through its driver. A window that exists but tells no text gives `value: null` with the trouble. */
export const createDesktopObserver = (driver: Driver): Observer => {
  const readers = readersOver(driver);
  return {
    kinds: Object.keys(readers) as Query['kind'][],
    async observe(query, progress): Promise<Observation> {
      const reader: Reader | undefined = readers[query.kind];
      if (reader === undefined)
        return { query, path: 'application', value: null, trouble: `Nothing here reads ${query.kind}.` };
      try {
        return { query, path: reader.path, value: await reader.read(query, progress) };
      } catch (thrown) {
        const error = SonnyError.from(thrown);
        if (progress.signal.aborted) throw error;
        return {
          query,
          path: reader.path,
          value: null,
          trouble: error.view().say + (error.details ? ` ${error.details}` : ''),
        };
      }
    },
  };
};
