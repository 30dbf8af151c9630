import { z } from 'zod';
import { Explanation, FactView, RelationView, RuleView, StateGraph, Suggestion } from './knowledge.ts';
import { LearnedView } from './learned.ts';
import { McpAskView } from './mcp-ask.ts';
import { McpServerView } from './mcp.ts';
import { MemoryView } from './memory.ts';
import { ModelFindings, ModelStatus } from './model.ts';
import { Otherwise, RulesText } from './otherwise.ts';
import { PeerView } from './peers.ts';
import { Chip, RunStatus, RunView } from './run.ts';
import { ScriptOffer } from './script.ts';
import { RiskClass } from './step.ts';
import { TrainingFile, TuningJob } from './tuning.ts';
import { Settings } from './settings.ts';

export const GoalPreview = z.object({
  chips: z.array(Chip),
  /** null when it is understood; else the one thing to say about it. */
  trouble: z.string().nullable(),
  suggestions: z.array(z.string()),
  /** The model that is asked what the goal means, should it be started as it stands. */
  model: z.string().optional(),
});
export type GoalPreview = z.infer<typeof GoalPreview>;

export const HistoryLine = z.object({
  id: z.string(),
  goal: z.string(),
  status: RunStatus,
  sentence: z.string(),
  createdAt: z.number(),
  steps: z.number().int(),
  /** It was only planned. */
  dryRun: z.literal(true).optional(),
  /** It ended because nobody answered what it asked. */
  unanswered: z.literal(true).optional(),
  /** Its undo took nothing back. */
  nothingUndone: z.literal(true).optional(),
});
export type HistoryLine = z.infer<typeof HistoryLine>;

export const HealthCheck = z.object({
  id: z.string(),
  label: z.string(),
  ok: z.boolean(),
  /** What was found. */
  say: z.string(),
  /** What to do about it; empty when ok. */
  fix: z.string(),
  /** false: Sonny works without it. */
  needed: z.boolean(),
});
export type HealthCheck = z.infer<typeof HealthCheck>;

export const SkillInfo = z.object({
  name: z.string(),
  summary: z.string(),
  risk: RiskClass,
  undo: z.string(),
  verifiedBy: z.string(),
  examples: z.array(z.string()),
});
export type SkillInfo = z.infer<typeof SkillInfo>;

/** `data` in base 64; null when it is not kept, or not any more. */
const PictureView = z.object({ mime: z.enum(['image/jpeg', 'image/png']), data: z.base64() }).nullable();

/** What each command answers. A command not named here answers null. */
export const Replies = {
  'goal.preview': GoalPreview,
  'run.start': z.object({ runId: z.string() }),
  'history.list': z.array(HistoryLine),
  'run.get': RunView,
  'picture.get': PictureView,
  doctor: z.array(HealthCheck),
  'skills.list': z.array(SkillInfo),
  'scripts.offered': z.array(ScriptOffer),
  'state.graph': StateGraph,
  'fact.get': FactView,
  'fact.why': Explanation,
  'fact.why-not': Explanation,
  'fact.assert': FactView,
  'step.why': Explanation,
  'plan.why-not': Explanation,
  'run.why': Explanation,
  'relations.list': z.array(RelationView),
  'rules.list': z.array(RuleView),
  'rules.text': RulesText,
  'rules.compare': Otherwise,
  'facts.suppose': Otherwise,
  'peers.list': PeerView,
  'memory.get': MemoryView,
  'methods.list': z.array(LearnedView),
  'mcp.list': z.array(McpServerView),
  'mcp.add': McpServerView,
  'mcp.approve': McpServerView,
  'mcp.look': McpServerView,
  'mcp.classify': McpServerView,
  'mcp.accept': McpServerView,
  'mcp.sign-in': McpServerView,
  'mcp.sign-in.open': McpServerView,
  'mcp.sign-in.cancel': McpServerView,
  'mcp.sign-out': McpServerView,
  'mcp.allow': McpServerView,
  'mcp.asks': z.array(McpAskView),
  'model.status': ModelStatus,
  'model.test': ModelFindings,
  'model.key': ModelStatus,
  'tuning.export': TrainingFile,
  'tuning.start': TuningJob,
  'tuning.look': TuningJob,
  'tuning.cancel': TuningJob,
  'suggestions.list': z.array(Suggestion),
  'settings.get': Settings,
  'settings.set': Settings,
} as const;
export type Replies = { [K in keyof typeof Replies]: z.infer<(typeof Replies)[K]> };
export type ReplyOf<T extends string> = T extends keyof Replies ? Replies[T] : null;
