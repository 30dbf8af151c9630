import { constants } from 'node:fs';
import { access, readdir, readFile, statfs } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { makeFolder } from '../automation/make-folder.ts';
import { readHead } from '../automation/store/audit/head.ts';
import type { DriverHealth } from '../shared/ports/driver.ts';
import type { Health } from '../shared/ports/health.ts';
import type { ModelKey } from '../shared/ports/model-key.ts';
import type { ModelSettings } from '../shared/protocol/model.ts';
import type { HealthCheck } from '../shared/protocol/replies.ts';
import type { Walls } from '../shared/ports/sandbox.ts';
import { SonnyError } from '../shared/protocol/errors.ts';

export interface DoctorOptions {
  /** What the desktop driver says of itself; may reject. */
  readonly desktop: () => Promise<DriverHealth>;
  /** Of the programs that Sonny starts. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly profile: string;
  readonly nodeVersion: string;
  /** What stands around scripts. */
  readonly walls: () => Promise<Walls>;
  readonly model: { settings(): ModelSettings; key(): ReturnType<ModelKey['where']> };
}

const BROWSERS = ['chromium', 'google-chrome', 'chromium-browser', 'firefox', 'firefox-esr', 'microsoft-edge'];
const LEAST_FREE_MIB = 100;
const LEAST_NODE = 24;

/** Looks at this machine. Every check says what was found and, where something is missing, what to do. */
export const createDoctor = (options: DoctorOptions): Health => ({
  async check() {
    const parts = await Promise.all([
      desktop(options),
      browser(options.env),
      electron(),
      textFinderData(),
      disk(options.profile),
      damage(options.profile),
      scripts(options.walls),
      model(options.model),
    ]);
    return [...parts.flat(), node(options.nodeVersion)];
  },
});

const check = (id: string, label: string, needed: boolean, ok: boolean, say: string, fix: string): HealthCheck => ({
  id,
  label,
  needed,
  ok,
  say,
  fix: ok ? '' : fix,
});

const install = (...packages: string[]): string => `sudo apt-get install -y ${packages.join(' ')}`;

async function desktop(options: DoctorOptions): Promise<HealthCheck[]> {
  const health = await options.desktop().catch((thrown: unknown) => SonnyError.from(thrown));
  if (health instanceof SonnyError) {
    const { say, hint, details } = health.view();
    return [check('display', 'Display', true, false, [say, details].filter(Boolean).join(' '), hint)];
  }
  const { display, windowManager, accessibility, clipboard, screenshot } = health;
  const session = 'Start Sonny in a desktop session, or set SONNY_VIRTUAL=1 for a virtual one.';
  return [
    check(
      'display',
      'Display',
      true,
      display !== null,
      display ?? 'There is none.',
      `${install('xvfb', 'openbox')}, then start Sonny again: it makes a virtual one.`,
    ),
    check(
      'window-manager',
      'Window manager',
      true,
      windowManager !== null,
      windowManager ?? 'None answers.',
      `${install('openbox')}, or start Sonny in a desktop session.`,
    ),
    check(
      'accessibility',
      'Accessibility bus',
      true,
      accessibility,
      accessibility ? 'It answers.' : 'It does not answer.',
      `${install('at-spi2-core', 'dbus')}. ${session}`,
    ),
    check(
      'clipboard',
      'Clipboard',
      true,
      clipboard,
      clipboard ? 'It can be read and written.' : 'It can’t be used.',
      session,
    ),
    check(
      'screenshot',
      'Pictures of the screen',
      false,
      screenshot,
      screenshot ? 'They can be taken.' : 'They can’t be taken.',
      session,
    ),
  ];
}

async function browser(env: DoctorOptions['env']): Promise<HealthCheck> {
  const places = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  for (const name of BROWSERS) {
    for (const place of places) {
      if (await can(join(place, name), constants.X_OK))
        return check('browser', 'Browser', false, true, join(place, name), '');
    }
  }
  return check('browser', 'Browser', false, false, 'None was found, so pages can’t be opened.', install('chromium'));
}

async function electron(): Promise<HealthCheck> {
  const folder = packageFolder('electron');
  const program = folder && (await readFile(join(folder, 'path.txt'), 'utf8').catch(() => null));
  const found = program ? join(folder, 'dist', program) : null;
  const ok = found !== null && (await can(found, constants.X_OK));
  return check(
    'electron',
    'Electron',
    false,
    ok,
    ok ? found : 'Its program is not here, so the window opens in the browser.',
    '`npm start` fetches it where the network allows.',
  );
}

async function textFinderData(): Promise<HealthCheck> {
  const folder = packageFolder('@tesseract.js-data/eng');
  const ok = folder !== null && (await can(folder, constants.R_OK));
  return check(
    'text-finder',
    'Finding text on pictures',
    false,
    ok,
    ok ? 'The English data is here.' : 'Its data is missing.',
    'npm install',
  );
}

async function scripts(walls: DoctorOptions['walls']): Promise<HealthCheck> {
  const { level, stand, trouble, remedy } = await walls();
  const say = level === 'full' ? `They run behind walls: ${stand.join(', ')}.` : `Sonny runs none here. ${trouble}`;
  return check('scripts', 'Scripts', false, level === 'full', say, remedy);
}

async function model({ settings, key }: DoctorOptions['model']): Promise<HealthCheck> {
  const { baseUrl, name } = settings();
  const tell = (ok: boolean, say: string, fix = ''): HealthCheck => check('model', 'Model', false, ok, say, fix);
  if (baseUrl === '' || name === '')
    return tell(true, 'None is needed: the built-in grammar understands goals, offline.');
  const { protocol, hostname, host } = new URL(baseUrl);
  const where = await key();
  const near = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  if (where !== 'none' && protocol === 'http:' && !near)
    return tell(false, `${name} at ${host}: the key goes there unencrypted.`, 'Name the server by https in Settings.');
  const WHERE = {
    kept: 'its key is in the keychain',
    session: 'its key lasts until Sonny ends',
    environment: 'its key is in SONNY_MODEL_KEY',
    none: 'without a key',
  };
  return tell(true, `${name} at ${host}, ${WHERE[where]}. \`npm start -- model test\` asks it.`);
}

async function disk(profile: string): Promise<HealthCheck> {
  const say = (ok: boolean, text: string) =>
    check(
      'disk',
      'Place for the journal',
      true,
      ok,
      text,
      'Free some space, or set SONNY_HOME to a folder that can be written.',
    );
  try {
    makeFolder(profile);
    await access(profile, constants.W_OK);
    const { bavail, bsize } = await statfs(profile);
    const free = Math.floor((bavail * bsize) / 2 ** 20);
    return say(free >= LEAST_FREE_MIB, `${profile}, ${free.toLocaleString('en')} MiB free`);
  } catch (thrown) {
    return say(false, `${profile} can’t be written: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

/** Nothing while the journal was never damaged, or once a person took the damaged file away. */
async function damage(profile: string): Promise<HealthCheck[]> {
  const names = await readdir(profile).catch(() => []);
  const aside = names
    .filter((name) => /^journal\.damaged-.*\.sqlite$/.test(name))
    .toSorted()
    .at(-1);
  if (aside === undefined) return [];
  const head = readHead(profile);
  const last = head === 'damaged' ? undefined : head?.breaks.findLast(({ kind }) => kind === 'repaired');
  const kept = last ? ` ${last.found.seq} rows were kept.` : '';
  const say = `It was damaged and repaired.${kept} The damaged file is ${join(profile, aside)}.`;
  const fix = '`npm start -- audit verify` tells more. Once you need the damaged file no more, delete it.';
  return [check('journal', 'Journal', false, false, say, fix)];
}

function node(version: string): HealthCheck {
  const ok = Number.parseInt(version.replace(/^v/, ''), 10) >= LEAST_NODE;
  return check('node', 'Node', true, ok, version, `Sonny brings Node ${LEAST_NODE}: start it with \`npm start\`.`);
}

function packageFolder(name: string): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}

const can = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );
