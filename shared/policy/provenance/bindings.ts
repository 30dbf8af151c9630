import type { Binding } from '../../protocol/provenance.ts';
import type { RiskClass } from '../../protocol/step.ts';
import type { Skill } from '../../skills/skill.ts';
import { isAuthority } from '../../skills/role.ts';
import { isSink } from './class.ts';
import { isOwn, isTainted, type Finding } from './findings.ts';
import { sayFrom } from './say-from.ts';

const sayValue = ({ value }: Finding): string =>
  typeof value === 'object' ? `the ${value.output} of step ${value.from.replace(/^s(?=\d)/u, '')}` : String(value);

/** What a person has to see of a call because they did not say it: what decides something, and what goes outside in others' words. */
export const bindingsOf = (skill: Skill, risk: RiskClass, findings: readonly Finding[]): Binding[] =>
  findings
    .filter((f) => !isOwn(f) && (isAuthority(f.role) || (f.role === 'content' && isTainted(f) && isSink(skill, risk))))
    .map((f) => ({
      parameter: f.parameter,
      value: sayValue(f),
      from: sayFrom(f),
      role: f.role,
      sources: f.labels.map((source) => ({ ...source })),
    }));
