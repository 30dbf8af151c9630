import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RiskClass } from '../../../shared/protocol/step.ts';
import { SkillInfo } from '../../../shared/protocol/replies.ts';
import type { PlanArgs } from '../../../shared/skills/skill.ts';
import { SKILLS } from '../../../shared/skills/catalogue.ts';
import { skillInfos, taskInfos } from '../../../shared/skills/infos.ts';
import { TASKS } from '../../../shared/skills/tasks.ts';
import { R } from '../../../shared/skills/relations.ts';
import { argumentsOf } from './arguments.ts';

/** Effects are read before the act as well as afterwards: none of them may sound as if it had happened. */
const AS_IF_DONE =
  /\b(?:is|are) (?:in the trash|called|replaced|changed|taken|open|closed|minimised|maximised|neither)\b|\b(?:holds|exists|has)\b/u;

const RELATIONS = new Set(Object.values(R).map((make) => make('x').relation));
const skills = [...SKILLS.values()].map((skill) => ({ name: skill.name, skill }));

/** The table of names and parameters that everyone builds on. */
const table = readFileSync(new URL('../../../shared/skills/README.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => {
    const [, names = '', parameters = '', outputs = ''] = line.split('|');
    const quoted = (cell: string): string[] =>
      [...cell.matchAll(/`([\w-]+)(?:\?|\[\])?(?:: [WP]|: true|\?: true)?`|`window\??: W`|`area`/gu)].map(
        (m) => m[1] ?? m[0].replace(/[`?]|: W/gu, ''),
      );
    return [...names.matchAll(/`([\w.-]+)`/gu)].map((m) => ({
      name: m[1] ?? '',
      parameters: quoted(parameters),
      outputs: quoted(outputs.replace(/\(.*?\)+/gu, '')),
    }));
  });

test('there are at least thirty skills, the ones of the table', () => {
  expect(SKILLS.size).toBeGreaterThanOrEqual(30);
  expect([...SKILLS.keys()].sort()).toEqual(table.map((row) => row.name).sort());
});

test.each(table)('$name has the parameters and outputs of the table', ({ name, parameters, outputs }) => {
  const skill = SKILLS.get(name);
  expect(Object.keys(skill?.parameters.shape ?? {}).sort()).toEqual(parameters.toSorted());
  expect([...(skill?.outputs ?? [])].sort()).toEqual(outputs.toSorted());
});

const PLACES = { path: '/h/a.txt', files: ['/h/b.txt'], to: '/h/c', renames: [{ from: '/h/d', to: '/h/e' }] };

test.each(skills)('the effects of $name are true before it acts', ({ skill }) => {
  const effects = [{}, PLACES, { ...PLACES, replace: true }].flatMap((args) => skill.effects(args));
  for (const effect of effects) expect(effect.replace(/ replaces what .* holds/u, '')).not.toMatch(AS_IF_DONE);
});

test('what replaces a file says so in its title', () => {
  const title = (name: string, args: PlanArgs): string => SKILLS.get(name)?.title(args) ?? '';
  const write = { path: '~/a.txt', text: 'a' };
  expect(title('files.write', write)).toBe('Write “a” to ~/a.txt');
  expect(title('files.write', { ...write, replace: true })).toBe('Write “a” to ~/a.txt, in place of what it holds');
  for (const name of ['files.join', 'document.save-as'])
    expect(title(name, { path: '~/a.txt', files: ['~/b'], replace: true })).toContain(', in place of what it holds');
});

describe.each(skills)('$name', ({ skill }) => {
  test('takes what it declares and nothing else', () => {
    fc.assert(
      fc.property(argumentsOf(skill.parameters, false), (args) => {
        expect(skill.parameters.safeParse(args).error).toBeUndefined();
        expect(skill.parameters.safeParse({ ...args, surplus: 1 }).success).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  test('speaks about any arguments, known or still to come', () => {
    fc.assert(
      fc.property(argumentsOf(skill.parameters, true), (args) => {
        for (const literal of [...skill.needs(args), ...skill.changes(args, 's9')])
          expect(RELATIONS).toContain(literal.relation);
        expect(skill.title(args).trim()).not.toBe('');
        expect(skill.title(args).length).toBeLessThan(400);
        expect(skill.title(args)).not.toMatch(/\n|undefined|\[object/u);
        expect(skill.effects(args).every((e) => e.endsWith('.'))).toBe(true);
        expect(RiskClass.options).toContain(typeof skill.risk === 'function' ? skill.risk(args) : skill.risk);
        expect(skill.resources(args).every((r) => r.name !== '')).toBe(true);
        skill.checks(args, {});
      }),
      { numRuns: 60 },
    );
  });

  test('is checked, or is itself the observation, or says that nobody can check it', () => {
    fc.assert(
      fc.property(argumentsOf(skill.parameters, false), (args) => {
        const journey = [{ from: '/a', to: '/b/a' }];
        const given = {
          window: { id: 7, pid: 70, app: 'a', title: 't' },
          moved: journey,
          copied: journey,
          text: 'x',
          path: '/p',
          title: 't',
        };
        const checks = skill.checks(args, given);
        if (checks.length === 0)
          expect(skill.undo.kind === 'nothing' || /^nothing|where it is known$/.test(skill.verifiedBy)).toBe(true);
        for (const check of checks) expect(check.say.trim()).not.toBe('');
      }),
      { numRuns: 30 },
    );
  });

  test('tells people what it is', () => {
    expect(skill.summary).toMatch(/^\p{Lu}.*[^.]$/u);
    expect(skill.undo.say).not.toBe('');
    expect(skill.verifiedBy).not.toBe('');
    expect(skill.examples.length).toBeGreaterThan(0);
    expect(skill.deadline).toBeGreaterThanOrEqual(1000);
  });
});

test('changes nobody can take back are never of a class that a plan’s approval covers', () => {
  for (const { skill } of skills) {
    if (skill.undo.kind !== 'irreversible' || skill.name === 'element.click') continue;
    expect(typeof skill.risk === 'function' ? skill.risk({}) : skill.risk).toMatch(/R[34]/u);
  }
});

test('the list for people is what the protocol says', () => {
  expect(SkillInfo.array().parse(skillInfos(SKILLS))).toHaveLength(SKILLS.size);
  expect(SkillInfo.array().parse(taskInfos(TASKS))).toHaveLength(TASKS.size);
});
