import { z } from 'zod';

/** How a stop was pulled. `heartbeat`: nobody was at the window of a run that nobody watches. */
export const StopSource = z.enum(['window', 'tray', 'command-line', 'file', 'shortcut', 'corner', 'heartbeat']);
export type StopSource = z.infer<typeof StopSource>;

/** What a person did with their own hand while Sonny acted. */
export const ActivityKind = z.enum(['key', 'button', 'pointer', 'touch']);
export type ActivityKind = z.infer<typeof ActivityKind>;

/** A pulled stop. It holds until a person resets it, also after a restart. */
export const StopRecord = z.object({
  /** Milliseconds since the epoch. */
  at: z.number(),
  source: StopSource,
  reason: z.string(),
});
export type StopRecord = z.infer<typeof StopRecord>;

/** Whether one source would be heard now; `say` tells how to pull it, or why it can't be. */
export const StopReadiness = z.object({ source: StopSource, armed: z.boolean(), say: z.string() });
export type StopReadiness = z.infer<typeof StopReadiness>;

/** What a window shows of the stop. `pulled` is null while Sonny may act. */
export const StopView = z.object({ pulled: StopRecord.nullable(), sources: z.array(StopReadiness) });
export type StopView = z.infer<typeof StopView>;
