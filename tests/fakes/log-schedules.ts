import type { Delta } from '../../shared/symbolic/sync/delta.ts';
import { decodeDelta, encodeDelta } from '../../shared/symbolic/sync/encode.ts';
import { FactLog } from '../../shared/symbolic/sync/fact-log.ts';
import type { SharedFact } from '../../shared/symbolic/sync/shared-fact.ts';
import { meet } from '../../shared/symbolic/sync/version.ts';

/** What happens to one of several peers, or to a message on its way. `value` draws which. */
export type Move =
  | { readonly kind: 'assert'; readonly peer: number; readonly value: number }
  | { readonly kind: 'replace' | 'retract'; readonly peer: number; readonly value: number }
  | { readonly kind: 'send' | 'restart' | 'compact'; readonly peer: number; readonly value: number }
  | { readonly kind: 'deliver' | 'lose' | 'double'; readonly peer: number; readonly value: number };

/** How often each kind of move comes, of so many. */
export const KINDS = [
  'assert',
  'assert',
  'replace',
  'retract',
  'send',
  'send',
  'deliver',
  'deliver',
  'deliver',
  'lose',
  'double',
  'restart',
  'compact',
] as const satisfies readonly Move['kind'][];

const stated = (value: number): SharedFact => ({
  relation: 'p',
  negated: false,
  args: [value],
  context: 'world',
  validFrom: 0,
  validUntil: null,
  trust: 'observed',
  confidence: 1,
});

/** Every live statement by who made it, in order. */
export const dotsOf = (log: FactLog): readonly string[] =>
  [...log.live()].map(({ actor, seq }) => `${actor} ${seq}`).toSorted();

/** What an observed-remove set is by definition: every statement that no retraction which saw it names. */
class Definition {
  readonly #stated = new Map<string, string>();
  readonly #removed = new Set<string>();
  add(operation: {
    readonly actor: string;
    readonly seq: number;
    readonly over: readonly { actor: string; seq: number }[];
    readonly fact: SharedFact | null;
  }): void {
    if (operation.fact) this.#stated.set(`${operation.actor} ${operation.seq}`, operation.fact.relation);
    for (const dot of operation.over) this.#removed.add(`${dot.actor} ${dot.seq}`);
  }
  get live(): readonly string[] {
    return [...this.#stated.keys()].filter((dot) => !this.#removed.has(dot)).toSorted();
  }
}

const names = ['ada', 'bea', 'cy', 'di', 'eve'];

/**
 * Messages get lost, come twice and out of order; peers restart from what they kept and drop what all know; then all meet.
 * @returns what each knows in the end, and what it should know by the definition of a set from which only what was seen is removed
 */
export const play = (
  peers: number,
  schedule: readonly Move[],
): { readonly ended: readonly (readonly string[])[]; readonly right: readonly string[] } => {
  let logs = names.slice(0, peers).map((name) => new FactLog(name));
  const definition = new Definition();
  const wire: { readonly to: number; readonly delta: Delta }[] = [];
  const at = (peer: number): FactLog => {
    const log = logs[peer];
    if (!log) throw new Error('no such peer');
    return log;
  };
  schedule.forEach(({ kind, peer, value }, now) => {
    const log = at(peer);
    const live = [...log.live()];
    const one = live[value % Math.max(1, live.length)];
    switch (kind) {
      case 'assert':
        return definition.add(log.assert(stated(value % 7), now));
      case 'replace':
        return definition.add(log.assert(stated(value % 7), now, one ? [one] : []));
      case 'retract':
        return definition.add(log.retract(one ? [one] : [], now));
      case 'send': {
        const to = (peer + 1 + (value % (peers - 1))) % peers;
        return void wire.push({ to, delta: decodeDelta(encodeDelta(log.deltaFor(at(to).version))) });
      }
      case 'restart':
        logs = logs.with(peer, new FactLog(log.actor, structuredClone(log.kept())));
        return;
      case 'compact':
        return log.compact(meet(logs.map((l) => l.version)));
      default: {
        const [message] =
          kind === 'double' ? wire.slice(value % wire.length || 0) : wire.splice(value % wire.length || 0, 1);
        if (message && kind !== 'lose') at(message.to).merge(message.delta);
      }
    }
  });
  // All meet once more; then each knows what each knows.
  for (let round = 0; round < 2; round++)
    for (const from of logs)
      for (const to of logs) if (from !== to) to.merge(decodeDelta(encodeDelta(from.deltaFor(to.version))));
  return { ended: logs.map(dotsOf), right: definition.live };
};
