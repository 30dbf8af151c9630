import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { trashOf } from '../../../automation/files/places.ts';
import { createTrashCan } from '../../../automation/files/trash-can.ts';
import { createFileObserver } from '../../../automation/files/observer.ts';
import { createFilePerformers } from '../../../automation/files/performers.ts';
import { createSnapshots } from '../../../automation/files/snapshots.ts';
import type { UnpackLimits } from '../../../automation/files/zip/unpack.ts';
import type { ConflictChoice, Evidence, Json, Performed, Undone } from '../../../shared/ports/performer.ts';
import type { Observation, Query } from '../../../shared/ports/observer.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

type Args = Readonly<Record<string, Json>>;

/** A home folder of its own with everything that acts on its files and looks at them. */
export interface Desk {
  readonly home: string;
  readonly temp: string;
  readonly profile: string;
  readonly clock: ManualClock;
  /** The path of something in the home folder. */
  at(...names: string[]): string;
  /** Makes files in the home folder; a name that ends with `/` makes a folder. */
  make(files: Readonly<Record<string, string>>): void;
  perform(skill: string, args: Args, signal?: AbortSignal, prepared?: Json): Promise<Performed>;
  prepare(skill: string, args: Args): Promise<Json>;
  /** `takenBack`: receipts of later acts that were taken back before. */
  undo(skill: string, receipt: Json, args?: Args, takenBack?: readonly Json[]): Promise<Undone>;
  /** What shows that it is back already; null: nothing does. */
  isBack(skill: string, receipt: Json): Promise<readonly Evidence[] | null>;
  /** A person's choices about what an undo left alone. */
  settling(
    skill: string,
    receipt: Json,
  ): { choose(choice: ConflictChoice): Promise<Undone>; takeBack(): Promise<Undone> };
  see(query: Query, signal?: AbortSignal): Promise<Observation>;
  /** Everything in the home folder but the trash: names, kinds, permissions and bytes. */
  state(): Record<string, string>;
  clear(): void;
}

const describe = (path: string): string => {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) return `link ${readlinkSync(path)}`;
  const mode = (found.mode & 0o777).toString(8);
  if (found.isDirectory()) return `folder ${mode}`;
  return `file ${mode} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
};

export const stateOf = (folder: string, below = ''): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(folder, below))
      .sort()
      .map((name) => (below === '' ? name : `${below}/${name}`))
      .filter((name) => name !== '.local')
      .flatMap((name): [string, string][] => {
        const said = describe(join(folder, name));
        return [[name, said], ...(said.startsWith('folder') ? Object.entries(stateOf(folder, name)) : [])];
      }),
  );

export const createDesk = (
  options: { unpackLimits?: UnpackLimits; maxSnapshotBytes?: number; temp?: string } = {},
): Desk => {
  const base = mkdtempSync(join(tmpdir(), 'sonny-files-'));
  const home = join(base, 'home');
  const temp = options.temp ?? join(base, 'temp');
  const profile = join(base, 'profile');
  for (const folder of [home, temp, profile]) mkdirSync(folder, { recursive: true });
  const roots = { home, temp, closed: [profile], looked: [join(profile, 'pictures')] };
  const clock = new ManualClock(Date.UTC(2026, 10, 20, 10, 11, 12));
  const performers = createFilePerformers({
    roots,
    clock,
    snapshots: createSnapshots({
      folder: join(profile, 'kept'),
      maxBytes: options.maxSnapshotBytes ?? 1_000_000,
      discard: (path) => createTrashCan(trashOf(roots), clock).put(path),
    }),
    ...(options.unpackLimits ? { unpackLimits: options.unpackLimits } : {}),
  });
  const observer = createFileObserver({ roots });
  const progress = (signal = new AbortController().signal) => ({
    signal,
    deadline: clock.now() + 60_000,
    log: () => undefined,
  });
  const performer = (skill: string) => {
    const found = performers.filter(({ skills }) => skills.includes(skill));
    if (found.length !== 1) throw new Error(`${found.length} performers of ${skill}`);
    return found[0]!;
  };
  const call = (skill: string, args: Args) => ({ skill, args, key: 'k' });
  return {
    home,
    temp,
    profile,
    clock,
    at: (...names) => join(home, ...names),
    make(files) {
      for (const [name, text] of Object.entries(files)) {
        const path = join(home, name);
        mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true });
        if (!name.endsWith('/')) writeFileSync(path, text);
      }
    },
    perform: (skill, args, signal, prepared) =>
      performer(skill).perform(
        { ...call(skill, args), ...(prepared === undefined ? {} : { prepared }) },
        progress(signal),
      ),
    prepare: async (skill, args) => (await performer(skill).prepare?.(call(skill, args), progress())) ?? null,
    // Through JSON, as the journal keeps it.
    undo: (skill, receipt, args = {}, takenBack = []) =>
      performer(skill).undo(
        { ...call(skill, args), takenBack: JSON.parse(JSON.stringify(takenBack)) as Json[] },
        JSON.parse(JSON.stringify(receipt)) as Json,
        progress(),
      ),
    isBack: async (skill, receipt) => (await performer(skill).isBack?.(call(skill, {}), receipt, progress())) ?? null,
    settling(skill, receipt) {
      const { settling } = performer(skill);
      if (!settling) throw new Error(`${skill} leaves no choice`);
      let prepared: Json = null;
      return {
        async choose(choice) {
          const given = await settling.prepare(call(skill, {}), receipt, choice, progress());
          prepared = JSON.parse(JSON.stringify(given)) as Json;
          return settling.settle(call(skill, {}), receipt, choice, prepared, progress());
        },
        takeBack: () => settling.takeBack(call(skill, {}), prepared, progress()),
      };
    },
    see: (query, signal) => observer.observe(query, progress(signal)),
    state: () => stateOf(home),
    clear: () => rmSync(base, { recursive: true, force: true }),
  };
};

/** A folder on another device, where this machine has one that may be written; null elsewhere. */
export const otherDevice = (): string | null => {
  try {
    if (statSync('/dev/shm').dev === statSync(tmpdir()).dev) return null;
    return mkdtempSync('/dev/shm/sonny-');
  } catch {
    return null;
  }
};

/** Runs `use` in a file system of so many KiB; does nothing and gives false where this user may not mount one. */
export const onSmallDisk = async (at: string, kib: number, use: () => Promise<void>): Promise<boolean> => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  mkdirSync(at, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', at], { stdio: 'ignore' });
  } catch {
    return false;
  }
  try {
    await use();
  } finally {
    execFileSync('umount', [at]);
  }
  return true;
};
