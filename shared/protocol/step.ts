import { z } from 'zod';
import { Closed } from './closed.ts';
import { ConflictView } from './conflict.ts';
import { Json } from './json.ts';
import { ErrorView } from './errors.ts';
import { ScriptReview } from './script.ts';
import { Binding, Provenance } from './provenance.ts';

/** R0 observe, R1 navigate, R2 local edit, R3 wide or host change, R4 external or irreversible, R5 forbidden. */
export const RiskClass = z.enum(['R0', 'R1', 'R2', 'R3', 'R4', 'R5']);
export type RiskClass = z.infer<typeof RiskClass>;

/**
 * What became of a step. `verified`: read back through a second path. `unverified`: done, but nothing could be read
 * back. `refused`: nothing was touched. `failed`: it ran and the effect is not there, or is unknown.
 */
export const StepStatus = z.enum([
  'planned',
  'waiting',
  'acting',
  'verified',
  'unverified',
  'refused',
  'failed',
  'skipped',
  'undone',
]);
export type StepStatus = z.infer<typeof StepStatus>;

/** What a step that acts is at: it waits for what others bring about, or was done and its effect is being read back. */
export const StepPhase = z.enum(['waiting', 'verifying']);
export type StepPhase = z.infer<typeof StepPhase>;

/**
 * The independent ways in which Sonny reads the world. The path that acted may not be the only one that confirms. `person`: nothing
 * was read; it is what they said.
 */
export const ReadPath = z.enum([
  'accessibility',
  'window-system',
  'filesystem',
  'clipboard',
  'pixels',
  'process',
  'application',
  'person',
]);
export type ReadPath = z.infer<typeof ReadPath>;

/** One thing that was read back after acting, in a sentence, with what was expected and what was seen. */
export const Evidence = z.object({
  path: ReadPath,
  /** "read back: 43 of 43 characters" */
  say: z.string(),
  /** true: as expected; false: contradicts; null: could not be read. */
  holds: z.boolean().nullable(),
  expected: Json.optional(),
  observed: Json.optional(),
});
export type Evidence = z.infer<typeof Evidence>;

/** What a step was to bring about, or to leave as it was, and what was seen to be otherwise once it had gone through. */
export const Surprise = z.object({
  /** "predicted that there is a file ~/a.txt, saw that there is no file ~/a.txt" */
  say: z.string(),
  /** The statement that it is about, by the relations of skills/relations.ts. */
  relation: z.string(),
  args: z.array(z.union([z.string(), z.number(), z.boolean()])),
  /** Whether the statement was to be true. */
  predicted: z.boolean(),
  /** Whether it was. */
  observed: z.boolean(),
});
export type Surprise = z.infer<typeof Surprise>;

/** A picture's name: SHA-256 of its bytes. */
export const PictureHash = z.string().regex(/^[0-9a-f]{64}$/);

/** Pictures of the screen around an act, as far as they were taken in time. Not every one is still kept. */
export const StepPictures = z.object({ before: PictureHash.optional(), after: PictureHash.optional() });
export type StepPictures = z.infer<typeof StepPictures>;

/** A value that a step takes from what an earlier step gave: `{ from: "s1", output: "window" }`. */
export const Ref = z.object({ from: z.string(), output: z.string() }).strict();
export type Ref = z.infer<typeof Ref>;
export const isRef = (x: unknown): x is Ref => Ref.safeParse(x).success;

/** A text made of fixed pieces and of what earlier steps gave, known once they are done. */
export const Joined = z
  .object({
    $join: z
      .array(z.union([z.string(), Ref]))
      .min(1)
      .max(20),
  })
  .strict();
export type Joined = z.infer<typeof Joined>;
export const isJoined = (x: unknown): x is Joined =>
  typeof x === 'object' && x !== null && '$join' in x && Joined.safeParse(x).success;

/** A window's identity. A step acts only if id and pid still belong together. Ids are the window system's. */
export const WindowRef = z.object({
  id: z.number().int(),
  pid: z.number().int().nullable(),
  app: z.string(),
  title: z.string(),
});
export type WindowRef = z.infer<typeof WindowRef>;

/** A page of Sonny's own browser. `site` is the host that it was opened at; ids are never used twice. */
export const PageRef = z.object({ id: z.string(), site: z.string() });
export type PageRef = z.infer<typeof PageRef>;

/** A condition of a step. `fact`: the statement that it relies on, where no look told of it; the act is refused once that holds no more. */
export const LiteralView = z.object({
  say: z.string(),
  holds: z.boolean(),
  because: z.string(),
  fact: z.string().optional(),
});
export type LiteralView = z.infer<typeof LiteralView>;

/** How a step is undone, in the words of the first two surfaces. */
export const UndoForecast = z.object({ possible: z.boolean(), say: z.string() });
export type UndoForecast = z.infer<typeof UndoForecast>;

/** A step as it is shown. `args` are masked where they are secret. */
export const StepView = z.object({
  id: z.string(),
  skill: z.string(),
  title: z.string(),
  why: z.string(),
  args: z.record(z.string(), Json),
  /** What it is about that the person did not say: they approve it with the plan. */
  bindings: z.array(Binding).optional(),
  /** Present where a model chose its arguments. */
  provenance: Provenance.optional(),
  dependsOn: z.array(z.string()),
  needs: z.array(LiteralView),
  /** Where it would have worked and may not: its plan was refused for that. */
  closed: Closed.optional(),
  changes: z.array(z.string()),
  risk: RiskClass,
  /** true if this step is asked about on its own, whatever the plan's approval says. */
  asks: z.boolean(),
  undo: UndoForecast,
  verifiedBy: z.string(),
  /** Of a script: what is known of it before it runs for real. */
  review: ScriptReview.optional(),
  /** The step for which it was chosen, where that one's acts are chosen as it goes. */
  within: z.string().optional(),
  status: StepStatus,
  /** Of a step that acts, where there is more to say. */
  phase: StepPhase.optional(),
  evidence: z.array(Evidence),
  surprises: z.array(Surprise).optional(),
  /** `picture.get` gives them. */
  pictures: StepPictures.optional(),
  outputs: z.record(z.string(), Json).optional(),
  error: ErrorView.optional(),
  /** Why Sonny tried it a second time by itself, in a sentence. */
  retried: z.string().optional(),
  /** What an undo of it left alone, because a person changed it since. */
  conflict: ConflictView.optional(),
  /** What is needed to take it back was kept before it acted, so that even what broke off can be undone. */
  prepared: z.boolean().optional(),
  startedAt: z.number().optional(),
  endedAt: z.number().optional(),
});
export type StepView = z.infer<typeof StepView>;

/** Whether a step was carried out, read back or not. */
export const isDone = ({ status }: Pick<StepView, 'status'>): boolean =>
  status === 'verified' || status === 'unverified';
