import { describe, expect, it } from 'vitest';
import { Contexts, WORLD } from '../../../../shared/symbolic/facts/context.ts';
import { FactError } from '../../../../shared/symbolic/facts/fact-error.ts';
import { kitchen } from './shelf.ts';

const { contexts } = kitchen();

describe('contexts', () => {
  it('lie in one another, the world around them all', () => {
    expect(contexts.lineage('doc')).toEqual(['doc', 'window', 'app', 'world']);
    expect(contexts.isInside('doc', 'app')).toBe(true);
    expect(contexts.isInside('app', 'doc')).toBe(false);
    expect(contexts.isInside('nowhere', 'world')).toBe(false);
  });

  it('of plans say nothing about the world', () => {
    expect(['world', 'doc', 'plan', 'guess', 'nowhere'].map((id) => contexts.isActual(id))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it.each([
    ['a window in a document', { id: 'x', kind: 'window', parent: 'doc', label: '' }],
    ['a document in a plan', { id: 'x', kind: 'document', parent: 'plan', label: '' }],
    ['a plan in a window', { id: 'x', kind: 'plan', parent: 'window', label: '' }],
    ['a window in nothing', { id: 'x', kind: 'window', parent: 'gone', label: '' }],
    ['another world', { id: 'x', kind: 'world', parent: null, label: '' }],
    ['another kind of one that is there', { id: 'doc', kind: 'window', parent: 'app', label: '' }],
  ] as const)('refuse %s', (_, context) => {
    expect(() => contexts.add(context)).toThrow(FactError);
  });

  it('take another label', () => {
    const mine = new Contexts();
    mine.add({ id: 'w', kind: 'window', parent: WORLD.id, label: 'Before' });
    mine.add({ id: 'w', kind: 'window', parent: WORLD.id, label: 'After' });
    expect(mine.get('w')?.label).toBe('After');
    mine.remove('w');
    mine.remove(WORLD.id);
    expect([...mine.all()].map((c) => c.id)).toEqual(['world']);
  });

  it('take another place, and what is in them comes along', () => {
    const mine = new Contexts();
    for (const app of ['shell', 'editor']) mine.add({ id: app, kind: 'application', parent: WORLD.id, label: '' });
    mine.add({ id: 'w', kind: 'window', parent: 'shell', label: '' });
    mine.add({ id: 'd', kind: 'document', parent: 'w', label: '' });
    mine.add({ id: 'w', kind: 'window', parent: 'editor', label: '' });
    expect(mine.lineage('w')).toEqual(['w', 'editor', 'world']);
    expect(mine.lineage('d')).toEqual(['d', 'w', 'editor', 'world']);
    expect(mine.isInside('d', 'shell')).toBe(false);
  });

  it('have one where facts of several of them hold together', () => {
    expect(contexts.joint([])).toBe('world');
    expect(contexts.joint(['world', 'doc', 'app'])).toBe('doc');
    expect(contexts.joint(['doc', 'guess'])).toBe('world');
    expect(contexts.joint(['guess', 'plan'])).toBe('guess');
  });
});
