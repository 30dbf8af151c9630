import { z } from 'zod';

/** One part of what a model proposes: a skill or a task with its arguments, and the words of the goal that ask for it. */
export const ProposedPart = z.object({
  /** The goal’s own words, copied exactly. */
  words: z.string(),
  /** The skill’s or task’s name from the list. */
  do: z.string(),
  /** By parameter, as the list describes them. */
  args: z.record(z.string(), z.json()).default({}),
});
export type ProposedPart = z.infer<typeof ProposedPart>;

/** Something the goal wants kept to, in words that Sonny reads by itself. */
export const ProposedLimit = z.object({
  /** The goal’s own words, copied exactly. */
  words: z.string(),
  /** In one of the forms of the list of limits: "without touching ~/Private". */
  limit: z.string(),
});

/** What a model makes of a goal. One flat shape: small models keep to it better than to a choice of shapes. */
export const Proposal = z.object({
  /** `plan`: the parts do it. `ask`: only the person can say which is meant. `cannot`: nothing in the list does it. */
  kind: z.enum(['plan', 'ask', 'cannot']),
  parts: z.array(ProposedPart).max(50).default([]),
  keep: z.array(ProposedLimit).max(20).default([]),
  /** For `ask`: one question, with two to five answers that work. */
  ask: z.string().max(500).default(''),
  candidates: z.array(z.string().max(300)).max(5).default([]),
  /** For `cannot`: what is missing, in a sentence. */
  why: z.string().max(500).default(''),
  /** What the model thinks of it. Shown, and decides nothing. */
  danger: z.enum(['safe', 'dangerous', 'unsure']).default('unsure'),
});
export type Proposal = z.infer<typeof Proposal>;
