import { z } from 'zod';
import { FactTerm } from './knowledge.ts';
import { LearnedMethod } from './learned.ts';
import { McpDefinition, McpName, McpRisk, McpServer } from './mcp.ts';
import { OfferedScript } from './script.ts';
import { StopSource } from './stop.ts';

/** What stands for a run in rows that belong to none. No run is ever named so. */
export const PROGRAM = 'sonny';

const base = { at: z.number(), runId: z.literal(PROGRAM) };

const statement = {
  relation: z.string(),
  args: z.array(FactTerm),
  negated: z.boolean(),
  context: z.string(),
  /** Nobody else may. */
  by: z.enum(['person']),
};

/** What happened to Sonny as a whole. These rows move no run. */
export const ProgramEvent = z.discriminatedUnion('type', [
  /** The stop was pulled. `at` is when; the row is written once input has ended. */
  z.object({
    type: z.literal('stop.pulled'),
    ...base,
    source: StopSource,
    reason: z.string(),
    /** Keys of the acts that were under way and were cut off. */
    aborted: z.array(z.string()),
  }),
  /** Sonny may act again. */
  z.object({ type: z.literal('stop.reset'), ...base, by: z.enum(['person']) }),
  /**
   * `from`, or this Sonny itself, which is called `self` among its peers, stated facts or took some back. `delta` in base 64:
   * shared/symbolic/sync says how to read it.
   */
  z.object({ type: z.literal('peers.told'), ...base, self: z.string(), from: z.string(), delta: z.string() }),
  /** A person said that something is so, or with `negated` that it is not. */
  z.object({ type: z.literal('fact.asserted'), ...base, ...statement }),
  /** A person took a fact back. */
  z.object({ type: z.literal('fact.retracted'), ...base, ...statement }),
  /** A script kept passing: it is offered as a skill, and stays an offer until a person signs it. */
  z.object({ type: z.literal('script.offered'), ...base, offer: OfferedScript }),
  /** A person does not want to be told of this work. */
  z.object({ type: z.literal('suggestion.dismissed'), ...base, suggestion: z.string() }),
  /** A run that a model had planned went well: what did it, for goals that are like its own. */
  z.object({ type: z.literal('method.learned'), ...base, method: LearnedMethod }),
  /** A person wanted a run forgotten: the texts of these rows are gone, from the first to the last of each stretch. */
  z.object({
    type: z.literal('run.forgotten'),
    ...base,
    of: z.string(),
    rows: z.array(z.tuple([z.number().int(), z.number().int()])),
    by: z.enum(['person']),
  }),
  /** It is used no more: a person wants it so, or it failed. */
  z.object({ type: z.literal('method.forgotten'), ...base, id: z.string(), by: z.enum(['person', 'sonny']) }),
  /** A person does not want these answers of theirs to count as what they prefer. */
  z.object({
    type: z.literal('preference.forgotten'),
    ...base,
    choices: z.array(z.object({ run: z.string(), question: z.string() })),
    by: z.enum(['person']),
  }),
  /** A person told of an MCP server; one of the same name is replaced, with everything that was said of it. */
  z.object({ type: z.literal('mcp.added'), ...base, server: McpServer, by: z.enum(['person']) }),
  z.object({ type: z.literal('mcp.removed'), ...base, name: McpName, by: z.enum(['person']) }),
  /** A person has seen `line` and said that it may be started or reached. `hash` is the declaration's. */
  z.object({
    type: z.literal('mcp.approved'),
    ...base,
    name: McpName,
    hash: z.string(),
    line: z.string(),
    by: z.enum(['person']),
  }),
  /** The tools of a server as they were first seen; from now on they may not change unasked. */
  z.object({
    type: z.literal('mcp.pinned'),
    ...base,
    name: McpName,
    tools: z.array(z.object({ fingerprint: z.string(), definition: McpDefinition })),
  }),
  /** A person accepts a tool as it is now; null: that it is gone. What was said of its risk no longer counts. */
  z.object({
    type: z.literal('mcp.accepted'),
    ...base,
    name: McpName,
    tool: z.string(),
    fingerprint: z.string(),
    definition: McpDefinition.nullable(),
    by: z.enum(['person']),
  }),
  /** A person has signed in at a server, where and for what; the tokens are nowhere in the journal. */
  z.object({
    type: z.literal('mcp.signed-in'),
    ...base,
    name: McpName,
    where: z.string(),
    scopes: z.array(z.string()),
    by: z.enum(['person']),
  }),
  /** What a person said when a server asked them back; what they filled in went to the server alone, so that only the names are here. */
  z.object({
    type: z.literal('mcp.answered'),
    ...base,
    name: McpName,
    tool: z.string(),
    answer: z.enum(['accept', 'decline', 'cancel']),
    fields: z.array(z.string()),
    address: z.string().nullable(),
    by: z.enum(['person']),
  }),
  /** A person says whether a server may ask the model. */
  z.object({ type: z.literal('mcp.allowed'), ...base, name: McpName, sampling: z.boolean(), by: z.enum(['person']) }),
  /** A model wrote something for a server. Tokens; US dollars, null where no price is known. */
  z.object({
    type: z.literal('mcp.sampled'),
    ...base,
    name: McpName,
    tool: z.string(),
    model: z.string(),
    input: z.number(),
    output: z.number(),
    cost: z.number().nullable(),
  }),
  z.object({ type: z.literal('mcp.signed-out'), ...base, name: McpName, by: z.enum(['person']) }),
  /** A person says what a tool does; null: that nobody knows. */
  z.object({
    type: z.literal('mcp.classified'),
    ...base,
    name: McpName,
    tool: z.string(),
    fingerprint: z.string(),
    risk: McpRisk.nullable(),
    by: z.enum(['person']),
  }),
  /** Bytes that undo no longer needs, or that were kept for their days, were removed. */
  z.object({
    type: z.literal('kept.cleaned'),
    ...base,
    /** How many were removed, and how large they were together. */
    dropped: z.number().int(),
    bytes: z.number(),
    /** The limits that they were held to. */
    days: z.number().int(),
    most: z.number(),
  }),
]);
export type ProgramEvent = z.infer<typeof ProgramEvent>;
