import { z } from 'zod';
import { ModelSettings } from './model.ts';

/** What a person can choose. Unknown keys are dropped; a missing key takes its default. Never holds a secret. */
export const Settings = z.object({
  version: z.literal(1).default(1),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Observe never acts; Assist asks for each plan. */
  mode: z.enum(['observe', 'assist']).default('assist'),
  /** Seconds until an unanswered approval becomes a no. */
  approvalSeconds: z.number().int().min(10).max(3600).default(120),
  /** Which application a generic word means, by desktop id: { "text editor": "org.xfce.mousepad" }. */
  preferredApps: z.record(z.string(), z.string()).default({}),
  /** Days for which what an undo needs is kept after an act. */
  keepDays: z.number().int().min(1).max(365).default(30),
  /** Megabytes that it may take together. */
  keepMegabytes: z.number().int().min(64).max(1_000_000).default(2048),
  /** Whether the screen is pictured before and after an act on windows. */
  pictures: z.boolean().default(true),
  /** Sites that pages of Sonny's own browser may lead to, besides the one they were opened at: "example.org". */
  webAllow: z.array(z.string().min(1).max(255)).max(200).default([]),
  model: ModelSettings.prefault({}),
  showDesktop: z.boolean().default(true),
});
export type Settings = z.infer<typeof Settings>;
