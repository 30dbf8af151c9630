import type { LiftedTask } from '../../ports/planning-task.ts';
import type { Domain, Problem } from '../htn/model.ts';

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

/** The objects of a problem as a search takes them: each once, of all the types that it was declared with. */
export const liftedObjects = (domain: Domain, problem: Problem): LiftedTask['objects'] => {
  const typesOf = new Map<string, Set<string>>();
  for (const { name, types } of [...domain.constants, ...problem.objects]) {
    const all = typesOf.get(name) ?? new Set();
    typesOf.set(name, all);
    for (const type of types) all.add(type);
  }
  return [...typesOf].map(([name, types]) => ({ name, types: [...types] }));
};
