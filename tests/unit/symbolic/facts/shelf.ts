import { WORLD, type ContextKind } from '../../../../shared/symbolic/facts/context.ts';
import { FactStore } from '../../../../shared/symbolic/facts/fact-store.ts';
import { Relations, type Relation } from '../../../../shared/symbolic/facts/relation.ts';

const everywhere: readonly ContextKind[] = [
  'world',
  'application',
  'window',
  'document',
  'plan',
  'branch',
  'hypothesis',
];
const told = (name: string, rest: Partial<Relation> = {}): Relation => ({
  name,
  args: [{ name: 'jar', type: 'text' }],
  lifetime: null,
  contexts: everywhere,
  say: `{0} is ${name}`,
  ...rest,
});

/** A kitchen: jars that hold something, are open or shut, and lids that are seen for a minute. */
export const KITCHEN = new Relations([
  told('clean'),
  told('holds', {
    args: [
      { name: 'jar', type: 'text' },
      { name: 'spoons', type: 'number' },
    ],
    key: [0],
    say: '{0} holds {1} spoons',
  }),
  told('open', { key: [0], group: 'lid' }),
  told('shut', { key: [0], group: 'lid', lifetime: 60_000 }),
  told('warm', { lifetime: 1000 }),
  told('may-taste', { grants: true }),
  told('local', { contexts: ['world'] }),
  told('stands', {
    args: [
      { name: 'place', type: 'path' },
      { name: 'since', type: 'moment' },
      { name: 'level', type: 'flag' },
    ],
  }),
]);

export const kitchen = (most?: number): FactStore => {
  const store = new FactStore(KITCHEN, undefined, most);
  store.contexts.add({ id: 'app', kind: 'application', parent: WORLD.id, label: 'Stove' });
  store.contexts.add({ id: 'window', kind: 'window', parent: 'app', label: 'Pan' });
  store.contexts.add({ id: 'doc', kind: 'document', parent: 'window', label: 'Recipe' });
  store.contexts.add({ id: 'plan', kind: 'plan', parent: WORLD.id, label: 'Soup' });
  store.contexts.add({ id: 'guess', kind: 'hypothesis', parent: 'plan', label: 'No salt' });
  return store;
};
