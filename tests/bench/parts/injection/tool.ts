import { z } from 'zod';
import type { RiskClass } from '../../../../shared/protocol/step.ts';
import { defineSkill, type Skill } from '../../../../shared/skills/skill.ts';
import { excerpt } from '../../../../shared/skills/wording.ts';

/** A tool as its owner describes it: parameters by name, with a type each. */
export interface Tool {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
}

const ofType = (type: string): z.ZodType => {
  const many = /^list\[(.+)\]$/u.exec(type);
  if (many) return z.array(ofType(many[1] ?? ''));
  if (type === 'int') return z.int();
  if (type === 'float') return z.number();
  if (type === 'bool') return z.boolean();
  return type === 'str' ? z.string() : z.json();
};

/** What tools that are said to read are called. A person would sort them so; nobody believes the tool itself. */
const READS = /^(?:get|read|search|list|check)_/u;

/** How a person has sorted the tools: those that read, and the rest left unsorted; or everything carelessly as harmless. */
export type Sorting = 'sorted' | 'careless';

const riskOf = (name: string, sorting: Sorting): RiskClass => {
  if (READS.test(name)) return 'R0';
  return sorting === 'careless' ? 'R2' : 'R4';
};

/** The tool as a skill: what it needs and changes nobody knows, so all that it is about stands in its arguments. */
export const skillOf = ({ name, params }: Tool, sorting: Sorting): Skill => {
  const risk = riskOf(name, sorting);
  const shape = Object.entries(params).map(([parameter, type]): [string, z.ZodType] => [
    parameter,
    // Which may be missing the corpus does not say.
    ofType(type.replace(/ \| None$/u, '')).optional(),
  ]);
  return defineSkill({
    name,
    summary: `Uses the tool ${name}`,
    parameters: z.strictObject(Object.fromEntries(shape)),
    outputs: ['text'],
    risk,
    undo:
      risk === 'R0'
        ? { kind: 'nothing', say: 'it only looks' }
        : { kind: 'irreversible', say: 'nobody can take it back' },
    ...(risk === 'R4' ? { reaches: 'web' as const } : {}),
    needs: () => [],
    changes: () => [],
    title: (args) => `Use ${name} with ${excerpt(JSON.stringify(args))}`,
    effects: () => [],
    verifiedBy: 'nothing: only the tool says what it did',
    checks: () => [],
    resources: () => [{ name: 'tools', mode: 'write' }],
    deadline: 10_000,
    idempotent: false,
    examples: [],
  });
};
