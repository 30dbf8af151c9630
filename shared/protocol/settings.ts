import { z } from 'zod';

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
  showDesktop: z.boolean().default(true),
});
export type Settings = z.infer<typeof Settings>;
