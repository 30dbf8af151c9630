import { z } from 'zod';

/** Who wrote something, by the way it came in. The kinds are those of symbolic/labels. */
export const SourceView = z.object({
  kind: z.enum(['person', 'sonny', 'model', 'screen', 'file', 'mail', 'page', 'tool', 'maker', 'peer', 'memory']),
  /** The address, path, window, tool, mail or model; empty where the kind says it all. */
  of: z.string(),
});
export type SourceView = z.infer<typeof SourceView>;

/**
 * What an argument decides. All but the last two carry authority: they say where something goes, what is done to what, how much
 * and who may. `content` travels; `detail` only shapes the call (times, numbers of results, switches).
 */
export const Role = z.enum([
  'recipient',
  'url',
  'path',
  'command',
  'amount',
  'permission',
  'target',
  'content',
  'detail',
]);
export type Role = z.infer<typeof Role>;

/** A value that is not in the person's own words: which parameter it is of, and where it was found. */
export const Binding = z.object({
  parameter: z.string(),
  /** In full; of what an earlier step is yet to give, which step and what. */
  value: z.string(),
  /** Where from, in words: "the page example.com". */
  from: z.string(),
  role: Role.optional(),
  sources: z.array(SourceView).optional(),
});
export type Binding = z.infer<typeof Binding>;

/** How a step came by its arguments, where a model chose them. */
export const Provenance = z.object({
  by: z.literal('model'),
  /** Everything that the model had read when it chose. */
  read: z.array(SourceView),
  /** Why it is asked about, or of a higher class than the skill alone, in sentences. */
  because: z.array(z.string()),
});
export type Provenance = z.infer<typeof Provenance>;

/** Text of someone else's that reads like an instruction to an assistant. Shown as what it is; nothing depends on its being found. */
export const Injection = z.object({
  /** The step that read it; null: it was read while planning. */
  stepId: z.string().nullable(),
  source: SourceView,
  /** "the page example.com" */
  from: z.string(),
  /** The words themselves, cut to a length that can be shown. */
  quote: z.string(),
  /** What gives it away, in words. */
  signs: z.array(z.string()),
});
export type Injection = z.infer<typeof Injection>;
