import { isVariable, type Call, type Domain, type Effect, type Formula, type Method } from './model.ts';

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

const changedBy = (e: Effect): readonly string[] => {
  switch (e.is) {
    case 'atom':
      return [e.atom.name];
    case 'and':
      return e.of.flatMap(changedBy);
    case 'forall':
      return changedBy(e.of);
    case 'when':
      return changedBy(e.so);
    case 'increase':
      return [];
  }
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

/**
 * Asks each method beforehand for what its parts will need in any case: facts that no action ever changes, and what its first
 * action needs. No plan is lost, and hopeless ways end where they begin (after HyperTensioN's “pull up”, Magnaguagno et al.
 * 2021).
 */
export const pullUp = (domain: Domain): Domain => {
  const changing = new Set(domain.actions.flatMap(({ effect }) => changedBy(effect)));
  const lasting = (fact: Fact): boolean => !changing.has(fact.atom.name);
  const needs = new Map<string, Said>();
  const firstNeeds = new Map<string, readonly Fact[]>();
  for (const { name, parameters, condition } of domain.actions) {
    const terms = asParameters(parameters.map((p) => p.name));
    const facts = factsIn(condition).flatMap((fact) => renamed(fact, terms) ?? []);
    needs.set(name, saying(facts.filter(lasting)));
    firstNeeds.set(name, facts);
  }
  const needsOf = (method: Method): Said => {
    const own = [...factsIn(method.condition), ...factsIn(method.constraints)].filter(lasting);
    const parts = method.network.tasks.flatMap(({ call }) =>
      [...(needs.get(call.name)?.values() ?? [])].map((fact) => renamed(fact, fromParameters(call.args))),
    );
    return saying([...own, ...parts]);
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
    const [first] = method.network.tasks;
    const opening =
      first && method.network.order === 'total'
        ? (firstNeeds.get(first.call.name) ?? []).map((fact) => renamed(fact, fromParameters(first.call.args)))
        : [];
    const asked = saying([...needsOf(method).values(), ...opening]);
    const own = saying(factsIn(method.condition));
    const more = [...asked].flatMap(([key, { atom, negated }]): Formula[] => {
      if (own.has(key)) return [];
      const holds: Formula = { is: 'atom', atom };
      return [negated ? { is: 'not', of: holds } : holds];
    });
    return more.length === 0 ? method : { ...method, condition: { is: 'and', of: [method.condition, ...more] } };
  });
  return { ...domain, methods };
};
