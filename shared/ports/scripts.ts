import type { ScriptDraft, ScriptReview } from '../protocol/script.ts';
import type { Progress } from './progress.ts';
import type { Walls } from './sandbox.ts';

/**
 * Judges scripts. `review` reads the text, checks its types and Sonny's rules, compares its effects with its manifest, and runs its tests,
 * edge cases, mutants and, where it asks nobody, the script itself on copies: all behind the walls, so that nothing outside is
 * touched. What is wrong with a script is in the review. Rejects only with a SonnyError: SCRIPT_NO_WALLS, CANCELLED, DEADLINE.
 */
export interface Scripts {
  /** What a script and its tests may call, for who writes them: declarations, and rules in words. */
  readonly api: string;
  walls(): Promise<Walls>;
  review(draft: ScriptDraft, progress: Progress): Promise<ScriptReview>;
}
