import type { Json } from '../../../shared/protocol/json.ts';
import type { PlannedStep } from '../../../shared/protocol/events.ts';

/** Steps of one skill as a plan has them, each after the one before it, with nothing else that a measurement could notice. */
export const plannedSteps = (skill: string, args: readonly Readonly<Record<string, Json>>[]): PlannedStep[] =>
  args.map((given, i) => ({
    id: `s${i}`,
    skill,
    title: `Step ${i}`,
    why: '',
    args: given,
    dependsOn: i === 0 ? [] : [`s${i - 1}`],
    needs: [],
    changes: [],
    risk: 'R0',
    asks: false,
    undo: { possible: true, say: '' },
    verifiedBy: 'a look',
  }));
