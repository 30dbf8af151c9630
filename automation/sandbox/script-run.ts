import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Call, Json, Performed, Performer, Undone } from '../../shared/ports/performer.ts';
import type { Progress, Sandbox } from '../../shared/ports/sandbox.ts';
import type { Scripts } from '../../shared/ports/scripts.ts';
import type { MadeThing, Snapshots } from '../../shared/ports/snapshots.ts';
import type { Conflict } from '../../shared/protocol/conflict.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { ScriptDraft, ScriptManifest } from '../../shared/protocol/script.ts';
import {
  FileChoice,
  fileConflict,
  Made,
  prepareFile,
  settleFile,
  takeBackFile,
  type LeftFile as LeftOne,
} from '../settle-file.ts';
import { given } from '../given.ts';
import { plural } from '../text-version.ts';
import type { Checker } from './check/checker.ts';
import { runForReal } from './real-run.ts';
import type { CallTool } from './tools.ts';
import { realWorld, type Resolve } from './world.ts';

export interface ScriptRunOptions {
  readonly scripts: Scripts;
  readonly sandbox: Sandbox;
  readonly checker: Checker;
  readonly snapshots: Snapshots;
  readonly resolve: Resolve;
  readonly callTool: CallTool;
  /** Puts a file with these bytes at a path, whole or not at all, in the place of one that is there; its permissions stay. */
  readonly put: (path: string, bytes: Uint8Array) => Promise<void>;
}

const Args = ScriptDraft.omit({ manifest: true })
  .extend({
    ...ScriptManifest.shape,
    /** SHA-256 of what a person was shown that it would leave, where it leaves the same each time. */
    shown: z.array(z.object({ path: z.string(), sha256: z.string() }).strict()).optional(),
  })
  .strict();
type Args = z.infer<typeof Args>;

const LeftFile = z.object({
  path: z.string(),
  before: z.string().nullable(),
  sha256: z.string().nullable(),
  made: Made,
});
const Receipt = z.object({ files: z.array(LeftFile) });
type LeftFile = z.infer<typeof LeftFile>;

/** Its path was real when it was written, so that it is the place where a receipt does not say more. */
const madeOf = ({ path, made }: LeftFile): MadeThing => made ?? { place: path, stamp: null };

const argsOf = (args: Call['args']): Args => given(Args, args, 'script.run');
const filesOf = (receipt: Json): LeftFile[] => given(Receipt, receipt, 'script.run').files;

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const draftOf = ({ title, script, tests, reads, writes, hosts, tools }: Args): ScriptDraft => ({
  title,
  script,
  tests,
  manifest: { reads, writes, hosts, tools },
});

/** What of the files would be another, beside what was shown. */
const unlikeShown = (would: ReadonlyMap<string, string>, shown: NonNullable<Args['shown']>): string[] => [
  ...shown.filter(({ path, sha256 }) => would.get(path) !== sha256).map(({ path }) => path),
  ...[...would.keys()].filter((path) => !shown.some((one) => one.path === path)),
];

/** `script.run`: proves the script once more, runs it on the real files, and puts what it made in its place. */
export const createScriptPerformer = (options: ScriptRunOptions): Performer => {
  const { scripts, sandbox, checker, snapshots, resolve, callTool, put } = options;

  const keep = async ({ writes }: Args): Promise<LeftFile[]> => {
    const files: LeftFile[] = [];
    for (const path of writes) {
      const place = resolve(path);
      files.push({ path: place, before: await snapshots.keep(place), sha256: null });
    }
    return files;
  };

  /** Puts all or none: what was put before one failed is taken back. Rejects where that failed as well. */
  const putAll = async (kept: readonly LeftFile[], bytes: ReadonlyMap<string, Uint8Array>): Promise<LeftFile[]> => {
    const done: LeftFile[] = [];
    try {
      for (const { path, before } of kept) {
        const made = bytes.get(path);
        if (made === undefined) continue;
        // Somebody may have written to it since it was kept.
        if ((await snapshots.restore(path, before, '')) !== 'undone')
          throw new SonnyError('SCRIPT_DIFFERS', `${path} was changed while the script ran.`);
        await put(path, made);
        const its = await snapshots.made(path);
        done.push({ path, before, sha256: sha256Of(made), ...(its ? { made: its } : {}) });
      }
      return done;
    } catch (thrown) {
      for (const one of done)
        if ((await snapshots.restore(one.path, one.before, one.sha256, madeOf(one))) === 'kept')
          throw new SonnyError('WRONG_EFFECT', `${one.path} could not be put back.`, { cause: thrown });
      throw thrown;
    }
  };

  const perform = async (args: Args, progress: Progress, prepared: LeftFile[] | null): Promise<Performed> => {
    const { shown } = args;
    const draft = draftOf(args);
    const review = await scripts.review(draft, progress);
    if (!review.passed)
      throw new SonnyError(
        'SCRIPT_REFUSED',
        review.problems
          .map(({ say }) => say)
          .slice(0, 5)
          .join('; '),
      );
    const kept = prepared ?? (await keep(args));
    const [{ script }, world, runner] = await Promise.all([
      checker.read(draft, progress),
      realWorld(draft.manifest, resolve),
      checker.runner(progress),
    ]);
    const { result, files } = await runForReal(draft, script, world, { sandbox, runner, callTool }, progress);
    const bytes = new Map<string, Uint8Array>();
    const would = new Map<string, string>();
    for (const [path, made] of files) {
      const sha256 = sha256Of(made);
      if ((await snapshots.hash(resolve(path))) === sha256) continue;
      bytes.set(resolve(path), made);
      would.set(path, sha256);
    }
    const other = shown ? unlikeShown(would, shown) : [];
    if (other.length > 0) throw new SonnyError('SCRIPT_DIFFERS', other.join(', '));
    const left = await putAll(kept, bytes);
    const written = [...would].map(([path, sha256]) => ({ path, sha256 }));
    const say = [
      `${plural(review.tests.length, 'test')} passed right before`,
      result === null ? '' : `it gave ${result.slice(0, 200)}`,
    ];
    return {
      status: 'done',
      outputs: { written, ...(result === null ? {} : { result: JSON.parse(result) as Json }) },
      evidence: [{ path: 'process', say: say.filter(Boolean).join('; '), holds: true }],
      receipt: { files: left },
    };
  };

  /** The last written first. */
  const undoAll = async (files: readonly LeftFile[], would: (path: string) => string | null): Promise<Undone> => {
    const kept: string[] = [];
    const conflicts: Conflict[] = [];
    for (const one of files.toReversed()) {
      const { path, before, sha256 } = one;
      const made = madeOf(one);
      if ((await snapshots.restore(path, before, sha256 ?? would(path), made)) !== 'kept') continue;
      kept.push(path);
      const left = { say: 'what the script wrote', ...(sha256 === null ? {} : { sha256 }) };
      conflicts.push(await fileConflict({ path, snapshot: before, made }, left, snapshots));
    }
    const [first, ...more] = conflicts;
    if (!first) {
      const say = files.length === 0 ? 'there was nothing to put back' : `${plural(files.length, 'file')} as before`;
      return { status: 'undone', evidence: [{ path: 'filesystem', say, holds: true }] };
    }
    return {
      status: 'kept',
      evidence: [{ path: 'filesystem', say: `${kept.join(', ')} was changed since and was left.`, holds: false }],
      // A choice is carried out on one file; about several, what is there stays.
      conflict: more.length === 0 ? first : { ...first, choices: ['keep'], more: more.map(({ name }) => name) },
    };
  };

  const changedFile = async (receipt: Json): Promise<LeftOne> => {
    for (const one of filesOf(receipt)) {
      const { path, before, sha256 } = one;
      const [made, now] = [madeOf(one), await snapshots.made(path)];
      const isAnother = now !== null && (now.place !== made.place || (made.stamp !== null && now.stamp !== made.stamp));
      if (isAnother || (await snapshots.hash(path)) !== sha256) return { path, snapshot: before, made };
    }
    throw new SonnyError('FILE_NOT_FOUND', 'None of the script’s files was changed.');
  };

  return {
    skills: ['script.run'],
    async prepare({ args }) {
      return { files: await keep(argsOf(args)) };
    },
    perform: ({ args, prepared = null }, progress) =>
      perform(argsOf(args), progress, prepared === null ? null : filesOf(prepared)),
    async undo({ args }: Call, receipt) {
      if (receipt === null) return { status: 'undone', evidence: [] };
      const { shown = [] } = argsOf(args);
      const meant = (place: string): string | null => shown.find(({ path }) => resolve(path) === place)?.sha256 ?? null;
      return undoAll(filesOf(receipt), meant);
    },
    settling: {
      prepare: async (_, receipt, choice) => prepareFile(await changedFile(receipt), choice, snapshots),
      settle: async (_, receipt, __, prepared) => {
        const choice = FileChoice.parse(prepared);
        const file = filesOf(receipt).find(({ path }) => path === choice.path);
        const made = file && madeOf(file);
        return settleFile({ path: choice.path, snapshot: file?.before ?? null, made }, choice, snapshots);
      },
      takeBack: (_, prepared) => takeBackFile(FileChoice.parse(prepared), snapshots),
    },
  };
};
