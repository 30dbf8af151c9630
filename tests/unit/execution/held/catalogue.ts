import { z } from 'zod';
import { numberOf, stringOf } from '../../../../shared/skills/argument.ts';
import { SKILLS } from '../../../../shared/skills/catalogue.ts';
import { defineSkill, type Skill } from '../../../../shared/skills/skill.ts';
import { BARE } from '../../../fakes/bare-skill.ts';

/** What the catalogue has none of yet: what costs money, what sends mail, and what tells a path that nobody planned with. */
const strange: readonly Skill[] = [
  defineSkill({
    ...BARE,
    name: 'shop.buy',
    summary: 'Buys something',
    parameters: z.object({ what: z.string(), amount: z.number() }).strict(),
    outputs: [],
    risk: 'R2',
    undo: { kind: 'compensate', say: 'sends it back' },
    title: (args) => `Buy ${stringOf(args, 'what') ?? 'something'}`,
    spends: (args) => ({ amount: numberOf(args, 'amount'), currency: 'EUR' }),
  }),
  defineSkill({
    ...BARE,
    name: 'mail.send',
    summary: 'Sends a mail',
    parameters: z.object({ to: z.string() }).strict(),
    outputs: [],
    risk: 'R2',
    reaches: 'mail',
    undo: { kind: 'irreversible', say: 'a mail cannot be called back' },
    title: () => 'Send a mail',
  }),
  defineSkill({
    ...BARE,
    name: 'sheet.read',
    summary: 'Reads a sheet',
    parameters: z.object({ name: z.string() }).strict(),
    outputs: ['path', 'files'],
    risk: 'R0',
    undo: { kind: 'nothing', say: 'it only looks' },
    title: (args) => `Read the sheet ${stringOf(args, 'name') ?? ''}`,
  }),
];

export const CATALOGUE: ReadonlyMap<string, Skill> = new Map([
  ...SKILLS,
  ...strange.map((skill) => [skill.name, skill] as const),
]);
