import { plural } from '../../text-version.ts';
import { contentOf, keptOf, textContent, textOf } from '../clipboard-content.ts';
import { matches, pickOne } from '../providers/atspi/pick.ts';
import { stillWanted } from '../patience.ts';
import { enterText } from '../text-entry/index.ts';
import { programs } from './applications.ts';
import { entryPorts } from './entry-ports.ts';
import { faultsOf, type Fault } from './faults.ts';
import { pressInText } from './keys.ts';
import { elementOf, partsOf } from './looking.ts';
import { picture } from './picture.ts';
import { Screen, type Pane } from './screen.ts';
import { filesInMemory, type SimulatedFiles } from './simulated-files.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { SimulatedPage } from './browser.ts';
import type { ActionResult, Driver, Evidence, Rect, Window } from '../../../shared/ports/driver.ts';
import type { Progress } from '../../../shared/ports/progress.ts';
import { sameRect } from '../rect.ts';

export interface SimulatedOptions {
  /** Pixels of the screen. */
  readonly width?: number;
  readonly height?: number;
  /** Where its applications open and save; in memory when not given. */
  readonly files?: SimulatedFiles;
  /** Pages of its browser, by address. */
  readonly pages?: Readonly<Record<string, SimulatedPage>>;
  /** Hears what its terminals are given. */
  readonly terminalReceived?: (text: string) => void;
  readonly faults?: readonly Fault[];
}

const LEAST = { width: 200, height: 100 };

const result = (
  status: ActionResult['status'],
  say: string,
  path: Evidence['path'] = 'window-system',
): ActionResult => ({
  status,
  evidence: [{ path, say, holds: status === 'verified' ? true : status === 'partial' ? false : null }],
});

/**
 * A desktop without a screen: the same windows, texts and dialogs every time, and nothing happens by itself. Keeps the
 * driver's contract, so that everything above it can be shown and tested anywhere.
 */
export const createSimulatedDriver = (options: SimulatedOptions = {}): Driver => {
  const {
    width = 1280,
    height = 800,
    files = filesInMemory(),
    pages = {},
    terminalReceived = () => undefined,
    faults: given = [],
  } = options;
  const screen = new Screen(width, height);
  const started = programs(pages, terminalReceived);
  const faults = faultsOf(given, screen);
  const clipboard: { text: string | null } = { text: null };
  let disposed = false;

  const ready = (progress: Progress): void => {
    if (disposed) throw new SonnyError('DRIVER_DOWN', 'The simulated desktop was disposed of.');
    stillWanted(progress);
  };
  const look = (id: number, progress: Progress): Pane => {
    ready(progress);
    const pane = screen.pane(id);
    faults.look(pane);
    return pane;
  };
  const forInput = (id: number, progress: Progress): Pane => {
    ready(progress);
    const pane = screen.pane(id);
    faults.input(pane);
    screen.raise(pane);
    return pane;
  };
  const describe = (pane: Pane): Window => {
    const window = screen.describe(pane);
    return { ...window, title: faults.title(pane.app, window.title) };
  };
  const state = (): string =>
    JSON.stringify(
      screen.panes.map((pane) => [
        describe(pane),
        partsOf(pane).map(({ name, buffer }) => [name, buffer?.text, buffer?.range]),
        pane.surface.focused()?.text,
      ]),
    );

  /** What changed for anyone who looks is the proof that input arrived. */
  const watched = async (method: string, act: () => unknown): Promise<ActionResult> => {
    const before = state();
    await act();
    const changed = state() !== before;
    return {
      ...result(
        changed ? 'verified' : 'unverified',
        changed ? 'The desktop changed.' : 'Nothing that can be read changed.',
        'accessibility',
      ),
      method,
    };
  };

  return {
    health: async () => ({
      display: 'simulated',
      windowManager: 'simulated',
      accessibility: true,
      clipboard: true,
      screenshot: true,
      textFinder: true,
      platform: 'simulated',
    }),

    async windows(progress) {
      ready(progress);
      return screen.panes.map(describe);
    },
    async focus(id, progress) {
      const pane = look(id, progress);
      screen.raise(pane);
      return result('verified', `“${pane.surface.title}” is the active window.`);
    },
    async place(id, rect, progress) {
      const pane = look(id, progress);
      pane.rect = { ...rect, width: Math.max(rect.width, LEAST.width), height: Math.max(rect.height, LEAST.height) };
      pane.state = 'normal';
      return sameRect(pane.rect, rect)
        ? result('verified', 'The window is there.')
        : result('partial', `The window is ${pane.rect.width} × ${pane.rect.height}.`);
    },
    async setState(id, wanted, progress) {
      const pane = look(id, progress);
      if (wanted === 'maximised') pane.rect = screen.size;
      pane.state = wanted;
      return result('verified', `The window is ${wanted}.`);
    },
    async close(id, progress) {
      const { surface } = forInput(id, progress);
      return surface.close()
        ? result('verified', 'The window is closed.')
        : result('partial', 'The application asks something first.');
    },
    async workArea(progress) {
      ready(progress);
      return screen.size;
    },

    async elements(id, query, progress) {
      const pane = look(id, progress);
      return partsOf(pane)
        .map((part, index) => elementOf(part, index, pane))
        .filter((element) => matches(query, element));
    },
    async click(id, query, progress) {
      const target = screen.pane(id);
      faults.look(target);
      pickOne(query, partsOf(target));
      const pane = forInput(id, progress);
      return watched('click', () => pickOne(query, partsOf(pane)).click?.());
    },
    async readText(id, query, progress) {
      const pane = look(id, progress);
      if (!query) return pane.surface.main()?.text ?? null;
      const { buffer, role, name } = pickOne(query, partsOf(pane), { forReading: true });
      return buffer?.text ?? (role === 'label' || role === 'static' ? name : null);
    },
    async enterText(id, text, mode, query, progress) {
      const pane = forInput(id, progress);
      return enterText(entryPorts(pane), describe(pane), text, mode, query, progress);
    },

    async press(id, chord, progress) {
      const { surface } = forInput(id, progress);
      return watched('keys', async () => {
        const buffer = surface.focused();
        if (!(await surface.press(chord)) && buffer) pressInText(buffer, chord, clipboard);
      });
    },
    async pointer(id, { at }, progress) {
      ready(progress);
      if (screen.at(at.x, at.y)?.id !== screen.pane(id).id)
        return result('refused', 'Another window is at that point.');
      const pane = forInput(id, progress);
      const hit = partsOf(pane).findLast(
        ({ rect }) => at.x >= rect.x && at.y >= rect.y && at.x < rect.x + rect.width && at.y < rect.y + rect.height,
      );
      return watched('pointer', () => hit?.click?.());
    },

    async readClipboard(progress) {
      ready(progress);
      return clipboard.text;
    },
    async writeClipboard(text, progress) {
      ready(progress);
      clipboard.text = text;
      return result('verified', `The clipboard holds the text, ${plural([...text].length, 'character')}.`, 'clipboard');
    },

    async keepClipboard(progress) {
      ready(progress);
      return keptOf(clipboard.text === null ? { formats: new Map() } : textContent(clipboard.text));
    },
    async putClipboard(kept, progress) {
      ready(progress);
      clipboard.text = textOf(contentOf(kept));
      return result('verified', 'The clipboard holds what it held before.', 'clipboard');
    },

    async screenshot({ region = screen.size, format = 'png', mostWidth }, progress) {
      ready(progress);
      return picture(screen, region, format, mostWidth);
    },
    async findText(text, region, progress) {
      ready(progress);
      const inside = ({ x, y }: Rect): boolean =>
        !region || (x >= region.x && y >= region.y && x < region.x + region.width && y < region.y + region.height);
      const shows = (held: string | undefined): boolean => held?.toLowerCase().includes(text.toLowerCase()) ?? false;
      return screen.panes
        .toReversed()
        .flatMap(partsOf)
        .filter(({ name, buffer, rect }) => inside(rect) && (shows(name) || shows(buffer?.text)))
        .map(({ rect }) => ({ rect, confidence: 1 }));
    },

    async readScreen(region, progress) {
      ready(progress);
      const inside = ({ x, y }: Rect): boolean =>
        !region || (x >= region.x && y >= region.y && x < region.x + region.width && y < region.y + region.height);
      return screen.panes
        .toReversed()
        .flatMap(partsOf)
        .filter(({ rect }) => inside(rect))
        .map(({ name, buffer, rect }) => ({
          text: [name, buffer?.text].filter(Boolean).join(' '),
          rect,
          confidence: 1,
        }))
        .filter(({ text }) => text !== '');
    },

    async launch([program, ...more], windowClass, progress) {
      ready(progress);
      const app = started.has(windowClass) ? windowClass : (program ?? '');
      const start = started.get(app);
      if (!start) throw new SonnyError('TARGET_MISSING', `There is no program “${program ?? ''}”.`);
      const pid = screen.newProcess();
      await start({ screen, files, app, pid, lies: faults.lies(app) }, more.at(-1));
      const pane = screen.panes.findLast((one) => one.pid === pid);
      if (!pane) throw new SonnyError('DEADLINE', `${app} showed no window.`);
      return { window: describe(pane), spawnedPid: pid };
    },

    releaseAll: async () => undefined,
    dispose: async () => void (disposed = true),
  };
};
