import { z } from 'zod';
import { Json } from '../protocol/json.ts';
import { stringOf } from './argument.ts';
import { filesResource, reads } from './resource.ts';
import { Path, SomeText } from './schema.ts';
import { defineSkill, type PlanArgs } from './skill.ts';
import { excerpt } from './wording.ts';

/** A part of a plan that hangs on what is so when its turn comes. */
export const IF = 'plan.if';

/** Whether a text that was read has another in it, without regard to case. Nothing that could be read has none. */
export const holdsText = (read: Json | undefined, text: string): boolean =>
  typeof read === 'string' && read.toLowerCase().includes(text.toLowerCase());

/** What one side of a condition asks for: its words, and its parts as they were read. */
const Side = z.object({ words: z.string(), parts: z.array(Json) }).strict();

const sidesOf = (args: PlanArgs) => ({
  so: Side.safeParse(args['so']).data,
  otherwise: Side.safeParse(args['otherwise']).data,
});

const condition = defineSkill({
  name: IF,
  summary:
    'Looks whether something is there, or holds a text, when its turn comes, and does what was asked for that case',
  parameters: z
    .object({ path: Path, absent: z.boolean(), text: SomeText.optional(), so: Side, otherwise: Side.optional() })
    .strict(),
  roles: { so: 'content', otherwise: 'content', absent: 'detail', text: 'detail' },
  outputs: [],
  gives: () => [],
  // Its steps go with the plan's approval, whose words name them; those that are asked about by themselves are asked about then.
  risk: 'R2',
  undo: { kind: 'nothing', say: 'it only looks; each of its steps is undone by itself' },
  needs: () => [],
  changes: () => [],
  // Whoever says yes to the plan has to see both sides.
  title: (args) => {
    const path = stringOf(args, 'path') ?? 'the file';
    const { so, otherwise } = sidesOf(args);
    const text = stringOf(args, 'text');
    const no = args['absent'] === true;
    const is =
      text === null
        ? `${no ? 'nothing' : 'something'} is at ${path}`
        : `${path} ${no ? 'does not hold' : 'holds'} ${excerpt(text)}`;
    const if_ = `If by then ${is}: ${so?.words ?? 'nothing'}`;
    return otherwise ? `${if_}; otherwise: ${otherwise.words}` : if_;
  },
  effects: (args) => {
    const { so, otherwise } = sidesOf(args);
    return [
      `If so: ${so?.words ?? 'nothing'}.`,
      otherwise ? `If not: ${otherwise.words}.` : 'If not, nothing of it is done.',
    ];
  },
  verifiedBy: 'asking the file system when its turn comes',
  checks: () => [],
  resources: (args) => filesResource(stringOf(args, 'path')).map(reads),
  deadline: 10_000,
  idempotent: true,
  grows: true,
  open: true,
  unlisted: true,
  examples: [
    'wait for the file ~/Downloads/go.txt and if ~/Downloads/report.pdf exists move it to ~/Papers, otherwise create a folder ~/Reports',
  ],
});

export const CONDITION_SKILLS = [condition];
