import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { SKILLS } from '../../../shared/skills/catalogue.ts';
import { Catalogue } from '../../../shared/skills/plugged.ts';
import { defineSkill } from '../../../shared/skills/skill.ts';
import { BARE } from '../../fakes/bare-skill.ts';

const skillCalled = (name: string) =>
  defineSkill({
    ...BARE,
    name,
    summary: 'Rings a bell',
    parameters: z.object({ times: z.number() }),
    outputs: [],
    risk: 'R4',
    undo: { kind: 'irreversible', say: 'a sound cannot be taken back' },
    title: () => 'Ring\nthe bell',
  });

test('reads as the built-in skills until a plug brings some, and as those again when it takes them away', () => {
  const catalogue = new Catalogue();
  expect([...catalogue]).toEqual([...SKILLS]);

  catalogue.bring('bells', [skillCalled('bells.ring'), skillCalled('bells.chime')]);
  expect(catalogue.size).toBe(SKILLS.size + 2);
  expect([...catalogue.keys()].slice(-2)).toEqual(['bells.ring', 'bells.chime']);

  catalogue.bring('bells', [skillCalled('bells.chime')]);
  expect(catalogue.has('bells.ring')).toBe(false);
  catalogue.bring('bells', []);
  expect([...catalogue.values()]).toEqual([...SKILLS.values()]);
});

test('a title that a plug gives is one line', () => {
  const catalogue = new Catalogue();
  catalogue.bring('bells', [skillCalled('bells.ring')]);
  expect(catalogue.get('bells.ring')?.title({})).not.toContain('\n');
});

test('a plug can replace neither a built-in skill nor another plug’s, and a refused change changes nothing', () => {
  const catalogue = new Catalogue();
  const told = vi.fn<() => void>();
  catalogue.bring('bells', [skillCalled('bells.ring')]);
  catalogue.onChange(told);
  expect(() => catalogue.bring('other', [skillCalled('bells.ring')])).toThrow('bells.ring');
  expect(() => catalogue.bring('bells', [skillCalled('bells.ring'), skillCalled('files.trash')])).toThrow(
    'files.trash',
  );
  expect(catalogue.get('files.trash')).toBe(SKILLS.get('files.trash'));
  expect(catalogue.has('bells.ring')).toBe(true);
  expect(told).not.toHaveBeenCalled();
});

test('who listens is told of each change until it has heard enough', () => {
  const catalogue = new Catalogue();
  const told = vi.fn<() => void>();
  const end = catalogue.onChange(told);
  catalogue.bring('bells', [skillCalled('bells.ring')]);
  end();
  catalogue.bring('bells', []);
  expect(told).toHaveBeenCalledTimes(1);
});
