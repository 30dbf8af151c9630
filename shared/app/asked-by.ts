import { BY_GRAMMAR, byProgram, type Ground } from '../policy/provenance/ground.ts';
import type { RunView } from '../protocol/run.ts';

/** Whose words the grammar read: the person's own, unless another program asked. */
export const groundOf = ({ by, goal }: Pick<RunView, 'by' | 'goal'>, home: string): Ground =>
  by === undefined ? BY_GRAMMAR : byProgram(by, goal, home);
