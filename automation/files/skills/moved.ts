import { z } from 'zod';

/** What was moved from where to where, and its stamp afterwards (see `stampOf`). */
export const Moved = z.object({ from: z.string(), to: z.string(), stamp: z.string() });
export type Moved = z.infer<typeof Moved>;
