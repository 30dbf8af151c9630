import {
  TRUE,
  isVariable,
  type Domain,
  type Formula,
  type Method,
  type Problem,
  type Signature,
} from '../htn/model.ts';
import { Objects } from './objects.ts';

/** The name of the methods that are put in here; no HDDL text can have it. What they do is done by their only part. */
export const OWN = '(own)';
const ownTask = (at: number): string => `(own ${at})`;

const namesIn = (f: Formula): readonly string[] => {
  switch (f.is) {
    case 'atom':
      return f.atom.args;
    case 'imply':
      return [...namesIn(f.when), ...namesIn(f.so)];
    case 'and':
    case 'or':
      return f.of.flatMap(namesIn);
    case 'not':
    case 'forall':
    case 'exists':
      return namesIn(f.of);
  }
};

/**
 * A problem's variables that one of its tasks alone speaks of are chosen when that task's turn comes: it becomes a task whose
 * only method has them as parameters, and one that nothing speaks of is left out where there is an object for it. Chosen all at once
 * there would be as many ways as all their products.
 */
export const ownVariables = (
  domain: Domain,
  problem: Problem,
): { readonly domain: Domain; readonly problem: Problem } => {
  const spokenOf = [
    ...namesIn(problem.constraints),
    ...namesIn(problem.goal),
    ...problem.network.tasks.flatMap(({ call }) => [...new Set(call.args)]),
  ];
  const times = new Map<string, number>();
  for (const name of spokenOf) times.set(name, (times.get(name) ?? 0) + 1);
  const inGoal = new Set([...namesIn(problem.constraints), ...namesIn(problem.goal)]);
  const isOwn = (name: string): boolean => isVariable(name) && times.get(name) === 1 && !inGoal.has(name);

  const objects = new Objects(domain, problem);
  const tasks: Signature[] = [];
  const methods: Method[] = [];
  const network = problem.network.tasks.map((task, at) => {
    const { call } = task;
    if (!call.args.some(isOwn)) return task;
    const parameters = problem.parameters.filter(({ name }) => call.args.includes(name));
    const shared = parameters.filter(({ name }) => !isOwn(name));
    const self = { name: ownTask(at), args: shared.map(({ name }) => name) };
    tasks.push({ name: self.name, parameters: shared });
    methods.push({
      name: OWN,
      parameters,
      task: self,
      condition: TRUE,
      constraints: TRUE,
      network: { tasks: [{ id: null, call }], order: 'total' },
    });
    return { ...task, call: self };
  });
  return {
    domain: { ...domain, tasks: [...domain.tasks, ...tasks], methods: [...domain.methods, ...methods] },
    problem: {
      ...problem,
      parameters: problem.parameters.filter(
        ({ name, types }) => !isOwn(name) && (times.has(name) || objects.of(types).length === 0),
      ),
      network: { ...problem.network, tasks: network },
    },
  };
};
