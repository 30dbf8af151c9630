import { z } from 'zod';
import { one, some } from '../data.ts';
import { definePrompt } from '../prompt.ts';

/** What a script may reach. Paths may end in a glob. */
const ScriptManifest = z.object({
  reads: z.array(z.string()).default([]),
  writes: z.array(z.string()).default([]),
  hosts: z.array(z.string()).default([]),
  tools: z.array(z.string()).default([]),
});

/** A script and all that it reaches. */
export const writeScript = definePrompt({
  name: 'write-script',
  version: 1,
  slots: z.object({
    goal: one,
    /** What a script is given to work with. */
    api: one,
    /** Examples of the files and values it is for. */
    samples: some.optional(),
    /** The script before, and what was wrong with it. */
    before: one.optional(),
    wrong: some.optional(),
  }),
  text: `Write one TypeScript module that does what the goal asks for, with what "api" offers and nothing else: erasable syntax only, no packages, no
eval, no paths or addresses that are put together at run time from anything but the manifest's folders. Declare in the manifest every file and
folder it reads and writes, every host and every tool. Where "wrong" is given, mend the script in "before".
Answer: {"code": …, "manifest": {"reads": […], "writes": […], "hosts": […], "tools": […]}, "explains": what it does, in a sentence}.`,
  answer: z.object({ code: z.string().min(1), manifest: ScriptManifest, explains: z.string().max(500) }),
});
