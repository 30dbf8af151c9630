import type { Engine } from '../engine/engine.ts';
import type { Derivation, Fact, FactId } from '../engine/fact.ts';
import type { Proof, ProofCondition, ProofNode } from '../proof/proof.ts';

/**
 * Why a fact holds, from its recorded derivation down to what was told; null where it does not hold. A fact that several
 * others rest on is there once.
 */
export const why = (engine: Engine, id: FactId): Proof | null => {
  const claim = engine.fact(id);
  if (!claim) return null;
  const nodes: ProofNode[] = [];
  const places = new Map<FactId, number>();
  // Without recursion: a derivation may be as long as the facts are many.
  const open: { readonly fact: Fact; readonly derivation: Derivation | null }[] = [];
  const enter = (fact: Fact): void => void open.push({ fact, derivation: engine.derivation(fact.id) });
  enter(claim);
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const { fact, derivation } = top;
    const missing = basis(derivation).find((id) => !places.has(id));
    const below = missing === undefined ? undefined : engine.fact(missing);
    if (below) {
      enter(below);
      continue;
    }
    open.pop();
    places.set(fact.id, nodes.length);
    nodes.push(nodeOf(fact, derivation, places));
  }
  const { relation, args } = claim;
  return { claim: { relation, args }, now: engine.now, nodes };
};

const basis = (derivation: Derivation | null): readonly FactId[] =>
  (derivation?.conditions ?? []).flatMap((c) => (c.kind === 'fact' ? [c.fact] : []));

const nodeOf = (
  { relation, args }: Fact,
  derivation: Derivation | null,
  places: ReadonlyMap<FactId, number>,
): ProofNode => {
  const fact = { relation, args };
  if (derivation === null) return { kind: 'told', fact };
  const { rule, bindings } = derivation;
  const conditions = derivation.conditions.map((c): ProofCondition =>
    c.kind === 'fact' ? { kind: 'fact', node: places.get(c.fact) ?? -1 } : c,
  );
  return { kind: 'derived', fact, rule, bindings, conditions };
};
