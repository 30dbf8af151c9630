import { z } from 'zod';
import { ConflictChoice } from './conflict.ts';
import { McpAnswer } from './mcp-ask.ts';
import { McpName, McpRisk, McpServer } from './mcp.ts';
import { PictureHash } from './step.ts';
import { StopSource } from './stop.ts';

const runId = z.string().min(1).max(64);

/** Everything a person or client can ask of Sonny. Parsed with this schema at both ends. */
export const Command = z.discriminatedUnion('type', [
  /** Understand a goal without making a run: chips and nearest examples, as one types. Pure, changes nothing. */
  z.object({ type: z.literal('goal.preview'), text: z.string().max(200_000) }).strict(),
  /** Start a run: understand, plan, check. Acts on nothing before an approval. */
  z
    .object({
      type: z.literal('run.start'),
      text: z.string().max(200_000),
      /** Another program asks, and calls itself so; absent: the person does. */
      by: z.string().min(1).max(100).optional(),
      /** It is only planned: it acts on nothing, and nobody can approve it. */
      dryRun: z.literal(true).optional(),
    })
    .strict(),
  z
    .object({
      type: z.literal('run.answer'),
      runId,
      questionId: z.string(),
      candidateId: z.string().nullable(),
      /** In the person's own words, in the place of a candidate, where the question takes them. */
      text: z.string().trim().min(1).max(2000).optional(),
    })
    .strict(),
  /** Approve the plan or one step. The nonce binds the answer to what was shown. */
  z
    .object({
      type: z.literal('run.approve'),
      runId,
      nonce: z.string(),
      planHash: z.string(),
      stepByStep: z.boolean().default(false),
      /** The steps that the person says they have read, where each has to be. */
      read: z.array(z.string().max(200)).max(1000).optional(),
    })
    .strict(),
  z.object({ type: z.literal('run.deny'), runId, nonce: z.string() }).strict(),
  z.object({ type: z.literal('run.pause'), runId }).strict(),
  z.object({ type: z.literal('run.resume'), runId }).strict(),
  /** Do exactly one more step, then pause again. */
  z.object({ type: z.literal('run.step'), runId }).strict(),
  z.object({ type: z.literal('run.cancel'), runId }).strict(),
  z.object({ type: z.literal('run.undo'), runId }).strict(),
  /** Says what becomes of a change that an undo left alone; said again of the same one, the earlier choice is taken back first. */
  z.object({ type: z.literal('run.resolve'), runId, key: z.string().max(200), choice: ConflictChoice }).strict(),
  /** Takes a whole undo back: does the same approved steps again. */
  z.object({ type: z.literal('run.redo'), runId }).strict(),
  /** Try the failed step again. */
  z.object({ type: z.literal('run.retry'), runId }).strict(),
  /** Let a run that came to the end of a budget use as much once more, and try the halted step again. */
  z.object({ type: z.literal('run.raise'), runId }).strict(),
  /** Let the failed step go and do those after it. */
  z.object({ type: z.literal('run.skip'), runId }).strict(),
  /** Look for another way to do what is left of a failed run. It is shown and approved like any plan. */
  z.object({ type: z.literal('run.replan'), runId }).strict(),
  /** Ask the model what it thinks of the plan that waits for a yes. What it says changes nothing. */
  z.object({ type: z.literal('run.criticise'), runId }).strict(),
  /** Everything stops, now, and stays stopped until a person resets it. */
  z.object({ type: z.literal('stop'), source: StopSource.default('window') }).strict(),
  /** Lets Sonny act again after a stop. */
  z.object({ type: z.literal('stop.reset') }).strict(),
  z
    .object({
      type: z.literal('history.list'),
      limit: z.number().int().min(1).max(500).default(50),
      before: z.number().optional(),
      /** Only runs whose goal, steps or end hold all of these words. Looked for among the newest thousand of those that are asked about. */
      search: z.string().max(200).optional(),
    })
    .strict(),
  z.object({ type: z.literal('run.get'), runId }).strict(),
  /** Forgets an ended run for good: its rows, pictures, what its undo needs, and what was learned from it. Only for a person. */
  z.object({ type: z.literal('run.forget'), runId }).strict(),
  /** A picture that a step names. */
  z.object({ type: z.literal('picture.get'), sha256: PictureHash }).strict(),
  z.object({ type: z.literal('doctor') }).strict(),
  z.object({ type: z.literal('skills.list') }).strict(),
  /** Scripts that keep passing and are offered as skills. */
  z.object({ type: z.literal('scripts.offered') }).strict(),
  /** What Sonny knows, as a graph: of one context and those inside it, as it was known at `at`. */
  z
    .object({
      type: z.literal('state.graph'),
      context: z.string().optional(),
      at: z.number().optional(),
      /** Words that a node's label must hold. */
      search: z.string().max(200).optional(),
      limit: z.number().int().min(1).max(50_000).default(10_000),
    })
    .strict(),
  z.object({ type: z.literal('fact.get'), factId: z.string() }).strict(),
  /** Why a fact holds. */
  z.object({ type: z.literal('fact.why'), factId: z.string() }).strict(),
  /** Why a fact, written as `relation("argument", 2)`, does not hold. */
  z.object({ type: z.literal('fact.why-not'), text: z.string().max(2000) }).strict(),
  /** A person states a fact, or takes one back. Derived facts cannot be taken back, only what they rest on. */
  z
    .object({ type: z.literal('fact.assert'), text: z.string().max(2000), context: z.string().default('world') })
    .strict(),
  z.object({ type: z.literal('fact.retract'), factId: z.string() }).strict(),
  /** What would follow, cease and break if these statements held, and those (texts, or ids of facts) did not. Changes nothing. */
  z
    .object({
      type: z.literal('facts.suppose'),
      holds: z.array(z.string().max(2000)).max(20).default([]),
      not: z.array(z.string().max(2000)).max(20).default([]),
    })
    .strict(),
  /** Why a step is in the plan, why not another one, and why a goal was refused. */
  z.object({ type: z.literal('step.why'), runId, stepId: z.string() }).strict(),
  z.object({ type: z.literal('plan.why-not'), runId, skill: z.string() }).strict(),
  z.object({ type: z.literal('run.why'), runId }).strict(),
  /** What facts may be about. */
  z.object({ type: z.literal('relations.list') }).strict(),
  z.object({ type: z.literal('rules.list') }).strict(),
  /** The rules as one text, and what other rules would make of what is known, before they are loaded. Changes nothing. */
  z.object({ type: z.literal('rules.text') }).strict(),
  z.object({ type: z.literal('rules.compare'), text: z.string().max(200_000) }).strict(),
  /** The Sonnies that this one shares facts with; joining and leaving one by the link that it gave. Only for a person. */
  z.object({ type: z.literal('peers.list') }).strict(),
  z.object({ type: z.literal('peers.join'), link: z.string().max(500) }).strict(),
  z.object({ type: z.literal('peers.leave'), link: z.string().max(500) }).strict(),
  /** What was learned from runs that a model had planned; forgetting is only for a person. */
  z.object({ type: z.literal('methods.list') }).strict(),
  z.object({ type: z.literal('method.forget'), id: z.string().max(64) }).strict(),
  /** What earlier runs leave behind for later ones, and what the person chose more than once; taking such back is only for a person. */
  z.object({ type: z.literal('memory.get') }).strict(),
  z.object({ type: z.literal('preference.forget'), id: z.string().max(2000) }).strict(),
  /** MCP servers whose tools are skills. All but the list only for a person. Adding one starts nothing. */
  z.object({ type: z.literal('mcp.list') }).strict(),
  z.object({ type: z.literal('mcp.add'), server: McpServer }).strict(),
  /** The server may be started or reached as it was shown; `hash` names what was shown. Its tools are looked at at once. */
  z.object({ type: z.literal('mcp.approve'), name: McpName, hash: z.string() }).strict(),
  z.object({ type: z.literal('mcp.remove'), name: McpName }).strict(),
  /** Looks at the server's tools now. */
  z.object({ type: z.literal('mcp.look'), name: McpName }).strict(),
  /** What a tool does; null: nobody knows. `fingerprint` names the definition that was shown. */
  z
    .object({
      type: z.literal('mcp.classify'),
      name: McpName,
      tool: z.string().max(128),
      fingerprint: z.string(),
      risk: McpRisk.nullable(),
    })
    .strict(),
  /** The tool is accepted as it is now: changed, new or gone. */
  z
    .object({ type: z.literal('mcp.accept'), name: McpName, tool: z.string().max(128), fingerprint: z.string() })
    .strict(),
  /** Finds out where one signs in at the server; the view then has the address that waits for a person's word. */
  z.object({ type: z.literal('mcp.sign-in'), name: McpName }).strict(),
  /** The browser may open `address`, which was shown. */
  z.object({ type: z.literal('mcp.sign-in.open'), name: McpName, address: z.string() }).strict(),
  /** Ends a sign-in that has not ended. */
  z.object({ type: z.literal('mcp.sign-in.cancel'), name: McpName }).strict(),
  /** Whether the server may ask the model. */
  z.object({ type: z.literal('mcp.allow'), name: McpName, sampling: z.boolean() }).strict(),
  /** What servers ask back at the moment, and a person's answer. `opened`: they have opened the page themselves. */
  z.object({ type: z.literal('mcp.asks') }).strict(),
  z
    .object({
      type: z.literal('mcp.answer'),
      id: z.string().max(64),
      answer: McpAnswer,
      opened: z.boolean().default(false),
    })
    .strict(),
  /** Forgets the tokens. */
  z.object({ type: z.literal('mcp.sign-out'), name: McpName }).strict(),
  z.object({ type: z.literal('suggestions.list') }).strict(),
  z.object({ type: z.literal('suggestion.dismiss'), suggestionId: z.string() }).strict(),
  z.object({ type: z.literal('settings.get') }).strict(),
  z.object({ type: z.literal('settings.set'), settings: z.record(z.string(), z.unknown()) }).strict(),
  /** Whether a model is set up, where its key is, and what was spent. */
  z.object({ type: z.literal('model.status') }).strict(),
  /** Tries the model in the settings: what it can do and how fast it is. Costs a few short questions. */
  z.object({ type: z.literal('model.test') }).strict(),
  /** The key of the server in the settings; null forgets it. Only for a person; it goes to the keychain and nowhere else. */
  z.object({ type: z.literal('model.key'), key: z.string().min(1).max(2000).nullable() }).strict(),
  /** What a model could be trained with, from runs that were approved and verified; without secrets. */
  z.object({ type: z.literal('tuning.export') }).strict(),
  /** Sends that to the model's server and begins its training; looks how far it is; ends it. Only for a person. */
  z.object({ type: z.literal('tuning.start') }).strict(),
  z.object({ type: z.literal('tuning.look'), job: z.string().min(1).max(200) }).strict(),
  z.object({ type: z.literal('tuning.cancel'), job: z.string().min(1).max(200) }).strict(),
  /** Begin or end the live picture of the desktop (virtual-display mode). */
  z.object({ type: z.literal('screen.watch'), on: z.boolean() }).strict(),
]);
export type Command = z.infer<typeof Command>;
/** As a client writes it: fields with defaults may be left out. */
export type CommandInput = z.input<typeof Command>;
