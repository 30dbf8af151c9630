import { z } from 'zod';
import { Explanation } from './knowledge.ts';

/** A statement that begins or ceases to follow, and why. */
export const Consequence = z.object({
  /** How it is called in the state graph, where it is there. */
  id: z.string(),
  say: z.string(),
  why: Explanation,
});
export type Consequence = z.infer<typeof Consequence>;

/** A step of an open plan that would stop or begin to hold. */
export const StepThen = z.object({
  runId: z.string(),
  goal: z.string(),
  stepId: z.string(),
  title: z.string(),
  /** What breaks it: of one that would hold again, what breaks it now. */
  say: z.string(),
});
export type StepThen = z.infer<typeof StepThen>;

/** Some of the statements, those that matter most first, and how many there are. */
export const Consequences = z.object({ some: z.array(Consequence), total: z.number().int() });
export type Consequences = z.infer<typeof Consequences>;

/** What would be otherwise if something were so that is not. It changes nothing. */
export const Otherwise = z.object({
  /** What is supposed, one sentence each. */
  supposed: z.array(z.string()),
  begins: Consequences,
  ceases: Consequences,
  /** Statements that hold either way, for another reason. */
  proofs: Consequences,
  breaks: z.array(StepThen),
  mends: z.array(StepThen),
  /** The independent checker accepted every explanation. */
  checked: z.boolean(),
});
export type Otherwise = z.infer<typeof Otherwise>;

/** The rules as text, from which a change of them can be tried. */
export const RulesText = z.object({
  text: z.string(),
  /** The hash of what they say, whatever their layout. */
  identity: z.string(),
});
export type RulesText = z.infer<typeof RulesText>;
