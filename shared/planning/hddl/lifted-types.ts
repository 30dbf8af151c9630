import type { LiftedTask } from '../../ports/planning-task.ts';
import type { Domain } from '../htn/model.ts';

/** The types of a domain as a search takes them: once for each kind that one belongs to; what only stands above others is an object. */
export const liftedTypes = ({ types }: Domain): LiftedTask['types'] => {
  const declared = new Set(types.map(({ name }) => name));
  const above = new Set(types.flatMap((type) => type.types));
  return [
    ...types.flatMap(({ name, types: parents }) => parents.map((parent) => ({ name, parent }))),
    ...[...above]
      .filter((name) => name !== 'object' && !declared.has(name))
      .map((name) => ({ name, parent: 'object' })),
  ];
};
