import { SAY } from '../../prompts/catalogue.ts';
import type { Proposal } from '../../prompts/proposal.ts';

const LONGEST = 160;

const inShort = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
};

/** A proposal as a person can read it, a line for each part. */
export const proposalLines = ({ kind, parts, keep, ask, candidates, why }: Proposal): readonly string[] => {
  if (kind === 'ask') return [ask, ...candidates];
  if (kind === 'cannot') return [why];
  return [
    ...parts.map(({ do: skill, args }) => {
      if (skill === SAY && typeof args['goal'] === 'string') return args['goal'];
      const given = Object.entries(args).map(([name, value]) => `${name}: ${inShort(value)}`);
      return `${skill}(${given.join(', ')})`;
    }),
    ...keep.map(({ limit }) => `Keep to: ${limit}`),
  ];
};
