import { CONDITION_SKILLS } from '../skills/condition.ts';
import { Catalogue } from '../skills/plugged.ts';
import { REST_SKILLS } from '../skills/rest.ts';
import { SCRIPT_SKILLS } from '../skills/scripts.ts';
import type { Ports } from './ports.ts';

/** The skills of a program over these ports: those of its host, and those that are no plug's but need a port. */
export const skillsOf = ({ catalogue, scripts, model }: Pick<Ports, 'catalogue' | 'scripts' | 'model'>): Catalogue => {
  const skills = catalogue ?? new Catalogue();
  if (scripts) skills.bring('script', SCRIPT_SKILLS);
  if (model) skills.bring('rest', REST_SKILLS);
  skills.bring('if', CONDITION_SKILLS);
  return skills;
};
