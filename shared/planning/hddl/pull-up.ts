import { linearisations } from '../htn/linearise.ts';
import { isVariable, type Call, type Domain, type Effect, type Formula, type Method } from '../htn/model.ts';

interface Fact {
  readonly atom: Call;
  readonly negated: boolean;
}

const keyOf = ({ atom, negated }: Fact): string => `${negated ? '!' : ''}${atom.name} ${atom.args.join(' ')}`;

/** The facts and negated facts that a condition asks for in any case. */
const factsIn = (f: Formula): readonly Fact[] => {
  if (f.is === 'atom') return [{ atom: f.atom, negated: false }];
  if (f.is === 'not' && f.of.is === 'atom') return [{ atom: f.of.atom, negated: true }];
  return f.is === 'and' ? f.of.flatMap(factsIn) : [];
};

/** Names of relations that something may make true, and that it may make false. */
interface Changes {
  readonly made: Set<string>;
  readonly unmade: Set<string>;
}

const noteChanges = (e: Effect, { made, unmade }: Changes): void => {
  switch (e.is) {
    case 'atom':
      (e.negated ? unmade : made).add(e.atom.name);
      return;
    case 'and':
      for (const part of e.of) noteChanges(part, { made, unmade });
      return;
    case 'forall':
      noteChanges(e.of, { made, unmade });
      return;
    case 'when':
      noteChanges(e.so, { made, unmade });
      return;
    case 'increase':
  }
};

/** By task and action: what may change while it is done. */
const changesOf = ({ actions, tasks, methods }: Domain): ReadonlyMap<string, Changes> => {
  const changes = new Map<string, Changes>();
  for (const { name } of [...tasks, ...actions]) changes.set(name, { made: new Set(), unmade: new Set() });
  for (const { name, effect } of actions) noteChanges(effect, changes.get(name)!);
  for (let grown = true; grown;) {
    grown = false;
    for (const { task, network } of methods) {
      const own = changes.get(task.name);
      for (const { call } of network.tasks)
        for (const kind of ['made', 'unmade'] as const)
          for (const name of changes.get(call.name)?.[kind] ?? []) {
            if (!own || own[kind].has(name)) continue;
            own[kind].add(name);
            grown = true;
          }
    }
  }
  return changes;
};

/** The fact with other terms for its variables; null where one has none. */
const renamed = ({ atom, negated }: Fact, terms: ReadonlyMap<string, string>): Fact | null => {
  const args: string[] = [];
  for (const arg of atom.args) {
    const term = isVariable(arg) ? terms.get(arg) : arg;
    if (term === undefined) return null;
    args.push(term);
  }
  return { atom: { name: atom.name, args }, negated };
};

/** A task's parameters have the names `?0`, `?1`, … in what is said of it. */
const asParameters = (args: readonly string[]): ReadonlyMap<string, string> =>
  new Map(args.flatMap((arg, i): [string, string][] => (isVariable(arg) ? [[arg, `?${i}`]] : [])));
const fromParameters = (args: readonly string[]): ReadonlyMap<string, string> =>
  new Map(args.map((arg, i): [string, string] => [`?${i}`, arg]));

type Said = ReadonlyMap<string, Fact>;
const saying = (facts: Iterable<Fact | null>): Said =>
  new Map([...facts].flatMap((fact): [string, Fact][] => (fact ? [[keyOf(fact), fact]] : [])));

/** More rounds than this find little that is new. */
const ROUNDS = 8;

/** The method with its parts as they follow each other, where only one order is left to them. */
const inOrder = (method: Method): Method => {
  const { tasks, order } = method.network;
  if (order === 'total') return method;
  const orders = linearisations(method.network);
  const first = orders.next();
  if (first.done === true || orders.next().done !== true) return method;
  return { ...method, network: { tasks: first.value.map((i) => tasks[i]!), order: 'total' } };
};

/**
 * Asks each method beforehand for what its parts will need in any case: facts that nothing which comes before them may bring
 * about. No plan is lost, and hopeless ways end where they begin (after HyperTensioN's “pull up”, Magnaguagno et al. 2021).
 */
export const pullUp = (given: Domain): Domain => {
  const domain = { ...given, methods: given.methods.map(inOrder) };
  const changes = changesOf(domain);
  const needs = new Map<string, Said>();
  for (const { name, parameters, condition } of domain.actions) {
    const terms = asParameters(parameters.map((p) => p.name));
    needs.set(name, saying(factsIn(condition).map((fact) => renamed(fact, terms))));
  }
  const needsOf = ({ condition, constraints, network: { tasks, order } }: Method): Said => {
    const parts = tasks.flatMap(({ call }, at) => {
      const before = tasks.filter((_, other) => (order === 'total' ? other < at : other !== at));
      const mayBring = ({ atom, negated }: Fact): boolean =>
        before.some((b) => changes.get(b.call.name)?.[negated ? 'unmade' : 'made'].has(atom.name) !== false);
      return [...(needs.get(call.name)?.values() ?? [])].flatMap((fact) =>
        mayBring(fact) ? [] : [renamed(fact, fromParameters(call.args))],
      );
    });
    return saying([...factsIn(condition), ...factsIn(constraints), ...parts]);
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name } of domain.tasks) {
      const methods = domain.methods.filter((m) => m.task.name === name);
      const said = methods.map((m) => {
        const terms = asParameters(m.task.args);
        return saying([...needsOf(m).values()].map((fact) => renamed(fact, terms)));
      });
      const [first, ...others] = said;
      needs.set(name, saying([...(first ?? [])].flatMap(([key, f]) => (others.every((o) => o.has(key)) ? [f] : []))));
    }
  }
  const methods = domain.methods.map((method): Method => {
    const own = saying(factsIn(method.condition));
    const more = [...needsOf(method)].flatMap(([key, { atom, negated }]): Formula[] => {
      if (own.has(key)) return [];
      const holds: Formula = { is: 'atom', atom };
      return [negated ? { is: 'not', of: holds } : holds];
    });
    return more.length === 0 ? method : { ...method, condition: { is: 'and', of: [method.condition, ...more] } };
  });
  return { ...domain, methods };
};
