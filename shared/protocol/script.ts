import { z } from 'zod';
import { Version } from './conflict.ts';

/** Absolute, and in one way only: no `.`, `..`, doubled slash or zero in it. A folder's path ends in a slash. */
export const ScriptPath = z
  .string()
  .max(4096)
  .regex(/^(?!.*\/\/)(?!.*\/\.{1,2}(?:\/|$))\/[^\0]+$/u, 'must be an absolute path without . or ..');
const FilePath = ScriptPath.refine((path) => !path.endsWith('/'), 'must be a file, not a folder');

/** "api.example.org", or "localhost:8080" for a server on this machine. */
export const ScriptHost = z
  .string()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::\d{1,5})?$/, 'must be a host name');

/** All that a script may touch. What is not here it can't reach. */
export const ScriptManifest = z
  .object({
    /** Files, and folders with all that is in them. */
    reads: z.array(ScriptPath).max(100),
    /** Files that it makes or replaces. */
    writes: z.array(FilePath).max(100),
    /** Whom it may ask over HTTPS. */
    hosts: z.array(ScriptHost).max(20),
    /** Skills of Sonny that only look. */
    tools: z.array(z.string().max(100)).max(20),
  })
  .strict();
export type ScriptManifest = z.infer<typeof ScriptManifest>;

const Code = z.string().min(1).max(100_000);

/** A script as it was written: TypeScript whose default export is what is run, and the tests that it brings. */
export const ScriptDraft = z
  .object({
    /** What it does, in a line. */
    title: z.string().min(1).max(200),
    script: Code,
    tests: Code,
    manifest: ScriptManifest,
  })
  .strict();
export type ScriptDraft = z.infer<typeof ScriptDraft>;

/** In the order in which a script is looked at; each looks only at what came through the one before. */
export const ScriptStage = z.enum(['walls', 'form', 'rules', 'types', 'effects', 'tests', 'edges', 'mutants', 'trial']);
export type ScriptStage = z.infer<typeof ScriptStage>;

export const ScriptProblem = z.object({
  stage: ScriptStage,
  say: z.string(),
  in: z.enum(['script', 'tests']).optional(),
  /** From 1. */
  line: z.number().int().optional(),
});
export type ScriptProblem = z.infer<typeof ScriptProblem>;

/** What the script's text says that it does. */
export const ScriptEffect = z.object({
  kind: z.enum(['read', 'write', 'host', 'tool']),
  /** null: worked out only when it runs; the walls let through what the manifest names and nothing else. */
  target: z.string().nullable(),
  /** Whether the manifest names it; null where nobody can say yet. */
  declared: z.boolean().nullable(),
  line: z.number().int(),
});
export type ScriptEffect = z.infer<typeof ScriptEffect>;

export const ScriptTest = z.object({ name: z.string(), ok: z.boolean(), say: z.string().optional() });
export type ScriptTest = z.infer<typeof ScriptTest>;

/** How the script took input that nobody wishes it: it went through, or ended with an error that it can name. */
export const ScriptEdge = z.object({ name: z.string(), end: z.enum(['result', 'error', 'broke']), say: z.string() });
export type ScriptEdge = z.infer<typeof ScriptEdge>;

/** What it would leave in a file, as its trial on copies left it. */
export const ScriptChange = z.object({
  path: z.string(),
  before: Version,
  after: Version,
  /** SHA-256 of what it would leave. */
  sha256: z.string(),
});
export type ScriptChange = z.infer<typeof ScriptChange>;

/** All that is known of a script before it runs for real. */
export const ScriptReview = z.object({
  passed: z.boolean(),
  problems: z.array(ScriptProblem),
  effects: z.array(ScriptEffect),
  /** Entries of the manifest that the script's text does not use. */
  unused: z.array(z.string()),
  tests: z.array(ScriptTest),
  edges: z.array(ScriptEdge),
  /** Small changes to the script that its tests have to notice. */
  mutants: z.object({ made: z.number().int(), killed: z.number().int(), survived: z.array(z.string()) }),
  /** null: it was not tried on copies, as it asks others. */
  changes: z.array(ScriptChange).nullable(),
  /** It left the same twice: then what is approved is what is written, to the byte. */
  steady: z.boolean().nullable(),
  walls: z.array(z.string()),
});
export type ScriptReview = z.infer<typeof ScriptReview>;

/** A script that keeps passing, offered as a skill. */
export const OfferedScript = z.object({
  /** Of its text and its manifest. */
  sha256: z.string(),
  goal: z.string(),
  /** How often it did what it promised. */
  passed: z.number().int(),
  draft: ScriptDraft,
});
export const ScriptOffer = OfferedScript.extend({ at: z.number() });
export type ScriptOffer = z.infer<typeof ScriptOffer>;
