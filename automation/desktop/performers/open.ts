import { parse } from 'node:path';
import { z } from 'zod';
import type { Window } from '../../../shared/ports/driver.ts';
import type { Performed, Undone } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { textVersion } from '../../text-version.ts';
import { defineAction, type Action, type Work } from './action.ts';
import { closeWindow } from './close.ts';
import { untilOr } from './condition.ts';
import { readsLikeError } from './error-title.ts';
import { kept, undone } from './outcome.ts';
import { loadedTitle } from './page-title.ts';
import { findTarget, refOf } from './target.ts';

/**
 * The window that was opened and the text it came with; null where it tells none. Where a crash swallowed which window it is, it
 * is null and looked for: of that class, and not among those that were open before.
 */
const Opened = z.object({
  window: WindowRef.nullable(),
  text: z.string().nullable(),
  sought: z.object({ windowClass: z.string(), open: z.array(z.number()) }).exactOptional(),
});
type Opened = z.infer<typeof Opened>;

const Command = z.array(z.string()).min(1);

/** Addresses that show something. Others run programs or scripts. */
const PAGE_PROTOCOLS: readonly string[] = ['http:', 'https:'];

/** An address that starts like an option would be taken for one. */
const pageAddress = (url: string): string => {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || !PAGE_PROTOCOLS.includes(address.protocol))
    throw new SonnyError('REFUSED_BY_POLICY', `${url} is not the address of a page.`);
  return address.href;
};

/** An application that is still starting may have a window long before it answers. */
const STARTING_MS = 15_000;

/** The window's text as soon as its application answers; null when it tells none. */
const textOf = async (window: Window, work: Work): Promise<string | null> => {
  const answered = await untilOr(
    async () => {
      try {
        return { text: await work.driver.readText(window.id, null, work.progress) };
      } catch (thrown) {
        const { code } = SonnyError.from(thrown);
        if (code === 'NOT_RESPONDING') return null;
        if (code === 'TARGET_AMBIGUOUS' || code === 'NO_ACCESSIBILITY') return { text: null };
        throw thrown;
      }
    },
    STARTING_MS,
    `“${window.title}” to answer`,
    work,
  );
  return answered?.text ?? null;
};

const launch = async (
  command: readonly string[],
  windowClass: string,
  name: string,
  work: Work,
): Promise<Performed> => {
  const { window } = await work.driver.launch(command, windowClass, work.progress);
  return {
    status: 'done',
    outputs: { window: refOf(window) },
    evidence: [{ path: 'window-system', say: `${name} opened the window “${window.title}”`, holds: true }],
    receipt: { window: refOf(window), text: await textOf(window, work) },
  };
};

const LOADING_MS = 10_000;

/** The title of the page that came, if one did: a window alone may show that there is none, and browsers name that after the host. */
const pageShown = async (
  address: string,
  { outputs }: Performed,
  work: Work,
): Promise<{ readonly title: string | null; readonly seen: Performed['evidence'][number] }> => {
  const { id } = WindowRef.parse(outputs['window']);
  const title = await untilOr(() => titleOf(id, work), LOADING_MS, 'the page to load', work);
  const path = 'accessibility';
  if (title === null) return { title, seen: { path, say: 'The page does not say what it is', holds: null } };
  const { host, hostname } = new URL(address);
  if (readsLikeError(title))
    return {
      title: null,
      seen: { path, say: `The page calls itself “${title}”, as one does that stands for an error`, holds: null },
    };
  return title === host || title === hostname
    ? {
        title: null,
        seen: { path, say: `The browser names only “${title}”, as it does where no page comes`, holds: null },
      }
    : { title, seen: { path, say: `The page “${title}” is there`, holds: true } };
};

/** How long an application may take from its window to what it was started with. */
const SHOWING_MS = 5_000;

/** Whether the window is the file's: it names it, or shows a page with a title of its own, as a browser does of a document that has one. */
const fileShown = async (
  file: string,
  { outputs }: Performed,
  work: Work,
): Promise<{ readonly isShown: boolean; readonly seen: Performed['evidence'][number] }> => {
  const { id } = WindowRef.parse(outputs['window']);
  const { base, name } = parse(file);
  let last = '';
  const shown = await untilOr<Performed['evidence'][number]>(
    async () => {
      last = (await work.driver.windows(work.progress)).find((window) => window.id === id)?.title ?? last;
      if (last.includes(name)) return { path: 'window-system', say: `its window names ${base}`, holds: true };
      if (UNNAMED.test(last)) return null;
      const title = await titleOf(id, work);
      return title === null ? null : { path: 'accessibility', say: `it shows “${title}”`, holds: true };
    },
    SHOWING_MS,
    `the window to show ${base}`,
    work,
  );
  const say = `The window “${last}” does not say that it shows ${base}`;
  return shown ? { isShown: true, seen: shown } : { isShown: false, seen: { path: 'window-system', say, holds: null } };
};

/** What applications call a window that holds nothing yet. */
const UNNAMED = /^\W*(Untitled|Unnamed|New Tab)\b/iu;

const titleOf = async (id: number, work: Work): Promise<string | null> => {
  try {
    return await loadedTitle(id, work);
  } catch (thrown) {
    const { code } = SonnyError.from(thrown);
    if (code === 'NOT_RESPONDING' || code === 'NO_ACCESSIBILITY') return null;
    throw thrown;
  }
};

const foresee = async (windowClass: string, work: Work): Promise<Opened> => {
  const open = (await work.driver.windows(work.progress)).map(({ id }) => id);
  return { window: null, text: null, sought: { windowClass, open } };
};

/** The windows that may be the one that was opened. */
const candidates = async ({ window, sought }: Opened, work: Work): Promise<readonly Window[]> => {
  if (window !== null) return [await findTarget(window, work)].filter((found) => found !== null);
  return (await work.driver.windows(work.progress)).filter(
    ({ id, app, dialog }) => !dialog && app === sought?.windowClass.toLowerCase() && !sought.open.includes(id),
  );
};

const closeOpened = async (opened: Opened, work: Work): Promise<Undone> => {
  const [window = null, ...others] = await candidates(opened, work);
  const { text } = opened;
  if (others.length > 0) {
    const say = `${others.length + 1} windows were opened since, and which of them Sonny opened is not known.`;
    return kept({ path: 'window-system', say, holds: null });
  }
  if (window === null) return undone({ path: 'window-system', say: 'The window is closed already.', holds: true });
  const now = await textOf(window, work);
  const untouched = now === '' || (now !== null && now === text);
  return (await closeWindow(window, untouched, work))
    ? undone({ path: 'window-system', say: `“${window.title}” is closed`, holds: true })
    : kept(
        { path: 'window-system', say: `“${window.title}” holds changes that are not saved.`, holds: false },
        {
          ...{ what: 'text', name: window.title, before: { say: 'it was not open' }, choices: ['keep'], more: [] },
          left: text === null ? { say: 'open' } : textVersion(text),
          now: now === null ? { say: 'open, with changes that are not saved' } : textVersion(now),
        },
      );
};

export const openActions: readonly Action[] = [
  defineAction({
    skill: 'app.open',
    args: z.object({
      name: z.string(),
      command: Command,
      windowClass: z.string(),
      file: z.string().optional(),
      folder: z.string().optional(),
    }),
    receipt: Opened,
    prepare: ({ windowClass }, work) => foresee(windowClass, work),
    async perform({ name, command, windowClass, file, folder }, work) {
      const given = [file, folder].filter((path) => path !== undefined);
      const opened = await launch([...command, ...given], windowClass, name, work);
      if (file === undefined) return opened;
      const { isShown, seen } = await fileShown(file, opened, work);
      return { ...opened, status: isShown ? 'done' : 'unverified', evidence: [...opened.evidence, seen] };
    },
    undo: (_, receipt, work) => closeOpened(receipt, work),
  }),
  defineAction({
    skill: 'page.open',
    args: z.object({ url: z.string(), command: Command, windowClass: z.string() }),
    receipt: Opened,
    prepare: ({ windowClass }, work) => foresee(windowClass, work),
    async perform({ url, command, windowClass }, work) {
      const address = pageAddress(url);
      const opened = await launch([...command, address], windowClass, 'The browser', work);
      const { title, seen } = await pageShown(address, opened, work);
      return {
        ...opened,
        status: title === null ? 'unverified' : 'done',
        outputs: { ...opened.outputs, ...(title === null ? {} : { title }) },
        evidence: [...opened.evidence, seen],
      };
    },
    undo: (_, receipt, work) => closeOpened(receipt, work),
  }),
];
