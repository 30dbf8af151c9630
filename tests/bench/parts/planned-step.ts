import type { Json } from '../../../shared/protocol/json.ts';
import type { PlannedStep } from '../../../shared/protocol/events.ts';

/** A step as a plan has it, with nothing that a measurement could notice. */
export const plannedStep = (id: string, skill: string, args: Readonly<Record<string, Json>>): PlannedStep => ({
  id,
  skill,
  title: `Step ${id}`,
  why: '',
  args,
  dependsOn: [],
  needs: [],
  changes: [],
  risk: 'R0',
  asks: false,
  undo: { possible: true, say: '' },
  verifiedBy: 'a look',
});
