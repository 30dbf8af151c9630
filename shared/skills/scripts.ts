import { z } from 'zod';
import { ScriptHost, ScriptManifest } from '../protocol/script.ts';
import { stringOf } from './argument.ts';
import { equals } from './check.ts';
import { baseOf, parentOf } from './path.ts';
import { R } from './relations.ts';
import { filesResource, reads } from './resource.ts';
import { Path, SomeText } from './schema.ts';
import { defineSkill, type PlanArgs } from './skill.ts';

const NOTHING: ScriptManifest = { reads: [], writes: [], hosts: [], tools: [] };

const Paths = z.array(Path).max(100);

/** Empty while it is not known yet. */
const manifestOf = ({ reads: read, writes, hosts, tools }: PlanArgs): ScriptManifest =>
  ScriptManifest.safeParse({ reads: read, writes, hosts, tools }).data ?? NOTHING;
const bare = (path: string): string => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path);

const Written = z.array(z.object({ path: z.string(), sha256: z.string() }));
const listed = (names: readonly string[]): string => names.join(', ');

const run = defineSkill({
  name: 'script.run',
  summary: 'Runs a script that proved itself, behind walls',
  parameters: z
    .object({
      title: SomeText.max(200),
      script: SomeText.max(100_000),
      tests: SomeText.max(100_000),
      reads: Paths,
      writes: Paths,
      hosts: z.array(ScriptHost).max(20),
      tools: z.array(z.string().max(100)).max(20),
      /** What a person is shown that it leaves: nothing else is written then. */
      shown: z.array(z.object({ path: Path, sha256: z.string() }).strict()).optional(),
    })
    .strict(),
  outputs: ['written', 'result'],
  // Whoever wrote it: it is shown as a whole, and reaches nothing but what is named beside it.
  roles: { title: 'content', script: 'content', tests: 'content', shown: 'detail', tools: 'target', hosts: 'target' },
  unlisted: true,
  // Whom it asks learns of it, and that can't be taken back.
  risk: (args) => (manifestOf(args).hosts.length > 0 ? 'R4' : 'R3'),
  undo: { kind: 'compensate', say: 'puts back every file that it wrote' },
  needs: (args) => {
    const { reads: read, writes } = manifestOf(args);
    return [
      ...read
        .filter((path) => !writes.includes(path))
        .map((path) => (path.endsWith('/') ? R.folder(bare(path)) : R.file(path))),
      ...[...new Set(writes.map(parentOf))].map((folder) => R.folder(folder)),
    ];
  },
  changes: (args) => manifestOf(args).writes.flatMap((path) => [R.file(path), R.notFree(path)]),
  mayReplace: (args) => manifestOf(args).writes,
  about: (args) => [
    ...manifestOf(args)
      .reads.filter((path) => !path.endsWith('/'))
      .map((path) => ({ kind: 'file' as const, path })),
    ...manifestOf(args).writes.map((path) => ({ kind: 'file' as const, path })),
  ],
  title: (args) => `Run a script: ${stringOf(args, 'title') ?? ''}`.trimEnd(),
  effects: (args) => {
    const { reads: read, writes, hosts, tools } = manifestOf(args);
    return [
      read.length > 0 ? `It reads ${listed(read)}.` : 'It reads no file.',
      writes.length > 0 ? `It makes or replaces ${listed(writes)}.` : 'It writes no file.',
      hosts.length > 0
        ? `It asks ${listed(hosts)} over the network, and may tell them what it read.`
        : 'It can’t use the network.',
      ...(tools.length > 0 ? [`It looks with ${listed(tools)}.`] : []),
    ];
  },
  verifiedBy: 'reading every file that it wrote again',
  checks: (_, outputs) =>
    (Written.safeParse(outputs['written']).data ?? []).map(({ path, sha256 }) => ({
      query: { kind: 'file' as const, path },
      path: 'filesystem' as const,
      expect: [equals('exists', true), equals('sha256', sha256)],
      say: `${baseOf(path)} holds what the script made, to the byte`,
    })),
  resources: (args) => {
    const { reads: read, writes } = manifestOf(args);
    return [
      ...writes.flatMap((path) => filesResource(path)),
      ...read.flatMap((path) => filesResource(bare(path)).map(reads)),
    ];
  },
  reaches: (args) => (manifestOf(args).hosts.length > 0 ? 'web' : null),
  usual: 1000,
  deadline: 150_000,
  idempotent: true,
  examples: [],
});

/** For programs that can wall scripts in: a plug brings them. */
export const SCRIPT_SKILLS = [run];
