import { z } from 'zod';
import type { RiskClass } from '../../../../shared/protocol/step.ts';
import { defineSkill, type Skill } from '../../../../shared/skills/skill.ts';
import { BARE } from '../../../fakes/bare-skill.ts';

/** A tool of someone else's, as the program would have it of a server. */
const tool = (
  name: string,
  shape: Readonly<Record<string, z.ZodType>>,
  risk: RiskClass,
  more: Partial<Skill> = {},
): Skill =>
  defineSkill({
    ...BARE,
    name,
    summary: name,
    parameters: z.strictObject(shape),
    outputs: ['text'],
    risk,
    undo: risk === 'R0' ? { kind: 'nothing', say: 'it only looks' } : { kind: 'irreversible', say: 'nobody knows' },
    title: () => `Use ${name}`,
    ...more,
  });

const text = z.string();
export const TOOLS: ReadonlyMap<string, Skill> = new Map(
  [
    tool('read_mail', { query: text }, 'R0'),
    tool('get_page', { url: text }, 'R0'),
    tool('send_mail', { recipients: z.array(text), subject: text, body: text }, 'R4'),
    tool('note', { title: text, date: text }, 'R2'),
    tool('share_file', { file_id: text, email: text, permission: z.enum(['r', 'rw']) }, 'R2'),
    tool('pay', { recipient: text, amount: z.number(), subject: text }, 'R4'),
    tool('run_query', { sql: text }, 'R1'),
    tool('delete_files', { files: z.array(text) }, 'R2'),
  ].map((skill) => [skill.name, skill]),
);
