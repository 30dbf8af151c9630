import type { Proof, ProofNode, WhyNot } from '../../../../shared/symbolic/proof/proof.ts';
import type { Random } from '../random.ts';

/** A value that no fact has. */
const STRANGE = 987_654;

type Derived = ProofNode & { kind: 'derived' };

const replaced = <T>(list: readonly T[], place: number, value: T): T[] =>
  list.map((old, i) => (i === place ? value : old));

/** Proofs that say something false, made of one that holds. Empty where this kind of mistake is not possible in it. */
const PROOF_MUTATIONS: readonly ((proof: Proof, random: Random) => Proof | null)[] = [
  (proof) => ({ ...proof, claim: { ...proof.claim, args: [STRANGE, ...proof.claim.args.slice(1)] } }),
  (proof) => ({ ...proof, now: proof.now + 1 }),
  (proof) => ({ ...proof, nodes: proof.nodes.slice(0, -1) }),
  (proof, random) => {
    const place = random.below(proof.nodes.length);
    const node = proof.nodes[place]!;
    const fact = { ...node.fact, args: [STRANGE, ...node.fact.args.slice(1)] };
    return { ...proof, nodes: replaced(proof.nodes, place, { ...node, fact }) };
  },
  (proof, random) => onDerived(proof, random, (node) => ({ ...node, rule: 'no-such-rule' })),
  (proof, random) =>
    onDerived(proof, random, ({ fact }) => ({ kind: 'told', fact: { ...fact, relation: `${fact.relation}s` } })),
  (proof, random) =>
    onDerived(proof, random, (node) =>
      node.conditions.length > 0 ? { ...node, conditions: node.conditions.slice(1) } : null,
    ),
  (proof, random) =>
    onDerived(proof, random, (node) => {
      const names = Object.keys(node.bindings);
      return names.length > 0 ? { ...node, bindings: { ...node.bindings, [random.pick(names)]: STRANGE } } : null;
    }),
  (proof, random) =>
    onDerived(proof, random, (node, place) => {
      const at = node.conditions.findIndex(({ kind }) => kind === 'fact');
      return at < 0 ? null : { ...node, conditions: replaced(node.conditions, at, { kind: 'fact', node: place }) };
    }),
  (proof, random) =>
    onDerived(proof, random, (node) => {
      const at = node.conditions.findIndex(({ kind }) => kind === 'aggregate');
      const met = node.conditions[at];
      if (met?.kind !== 'aggregate') return null;
      const wrong = random.chance(0.5)
        ? { ...met, value: met.value + 1 }
        : { ...met, members: [...met.members, [STRANGE]] };
      return { ...node, conditions: replaced(node.conditions, at, wrong) };
    }),
  (proof, random) =>
    onDerived(proof, random, (node) => {
      const at = node.conditions.findIndex(({ kind }) => kind === 'absent' || kind === 'comparison');
      const kind = node.conditions[at]?.kind === 'absent' ? 'comparison' : 'absent';
      return at < 0 ? null : { ...node, conditions: replaced(node.conditions, at, { kind }) };
    }),
];

const onDerived = (
  proof: Proof,
  random: Random,
  change: (node: Derived, place: number) => ProofNode | null,
): Proof | null => {
  const places = proof.nodes.flatMap(({ kind }, i) => (kind === 'derived' ? [i] : []));
  if (places.length === 0) return null;
  const place = random.pick(places);
  const node = change(proof.nodes[place] as Derived, place);
  return node && { ...proof, nodes: replaced(proof.nodes, place, node) };
};

type Tried = WhyNot['attempts'][number];
const onAttempt = (whyNot: WhyNot, random: Random, change: (tried: Tried) => Tried | null): WhyNot | null => {
  if (whyNot.attempts.length === 0) return null;
  const place = random.below(whyNot.attempts.length);
  const tried = change(whyNot.attempts[place]!);
  return tried && { ...whyNot, attempts: replaced(whyNot.attempts, place, tried) };
};
const onFailure = (
  whyNot: WhyNot,
  random: Random,
  change: (failure: Tried['failures'][number]) => Tried['failures'][number] | null,
): WhyNot | null =>
  onAttempt(whyNot, random, (tried) => {
    if (tried.failures.length === 0) return null;
    const place = random.below(tried.failures.length);
    const failure = change(tried.failures[place]!);
    return failure && { ...tried, failures: replaced(tried.failures, place, failure) };
  });

const WHY_NOT_MUTATIONS: readonly ((whyNot: WhyNot, random: Random) => WhyNot | null)[] = [
  (whyNot) => ({ ...whyNot, now: whyNot.now - 1 }),
  (whyNot) => (whyNot.attempts.length > 0 ? { ...whyNot, attempts: whyNot.attempts.slice(1) } : null),
  (whyNot) => (whyNot.attempts.length > 0 ? { ...whyNot, attempts: [...whyNot.attempts, whyNot.attempts[0]!] } : null),
  (whyNot) => ({ ...whyNot, missing: { add: [], remove: [] } }),
  (whyNot) => ({ ...whyNot, missing: { add: [], remove: [{ relation: 'e', args: [STRANGE, STRANGE] }] } }),
  (whyNot, random) => onAttempt(whyNot, random, (tried) => ({ ...tried, fits: !tried.fits })),
  (whyNot, random) => onAttempt(whyNot, random, (tried) => ({ ...tried, rule: 'no-such-rule' })),
  (whyNot, random) =>
    onAttempt(whyNot, random, (tried) => (tried.complete ? { ...tried, others: tried.others + 1 } : null)),
  (whyNot, random) =>
    onAttempt(whyNot, random, (tried) =>
      tried.failures.length > 0 && tried.complete ? { ...tried, failures: tried.failures.slice(1) } : null,
    ),
  (whyNot, random) =>
    onAttempt(whyNot, random, (tried) =>
      tried.failures.length > 0 ? { ...tried, failures: [...tried.failures, tried.failures[0]!] } : null,
    ),
  (whyNot, random) => onFailure(whyNot, random, (failure) => ({ ...failure, condition: failure.condition + 1 })),
  (whyNot, random) =>
    onFailure(whyNot, random, (failure) => ({ ...failure, bindings: { ...failure.bindings, a: STRANGE } })),
  (whyNot, random) =>
    onFailure(
      whyNot,
      random,
      (failure) =>
        failure.nested && { ...failure, nested: { ...failure.nested, attempts: failure.nested.attempts.slice(1) } },
    ),
  (whyNot, random) =>
    onFailure(whyNot, random, (failure) => ({
      ...failure,
      nested: { claim: { relation: 'q', args: [STRANGE] }, now: whyNot.now, attempts: [], missing: null },
    })),
];

/** One mistake in a proof; null where the one that was drawn cannot be made in it. */
export const mutateProof = (proof: Proof, random: Random): Proof | null => random.pick(PROOF_MUTATIONS)(proof, random);
export const mutateWhyNot = (whyNot: WhyNot, random: Random): WhyNot | null =>
  random.pick(WHY_NOT_MUTATIONS)(whyNot, random);
