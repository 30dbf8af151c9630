import { z } from 'zod';
import { one, some } from '../data.ts';
import { definePrompt } from '../prompt.ts';

/** The arguments of one skill, from what the person said. */
export const fillArguments = definePrompt({
  name: 'fill-arguments',
  version: 1,
  slots: z.object({ goal: one, answers: some.optional(), words: one, skill: one, applications: one, wrong: one }),
  text: `One skill is to do what "words", a part of a person's goal, asks for. Give its arguments as "skill" describes them. Paths, addresses,
recipients, commands and amounts come from the goal's own words; what the goal does not say goes into "missing" by its parameter's name
and is left out of "args". Your arguments before were rejected for what "wrong" says. Answer: {"args": {…}, "missing": […]}.`,
  answer: z.object({ args: z.record(z.string(), z.json()), missing: z.array(z.string()).default([]) }),
});
