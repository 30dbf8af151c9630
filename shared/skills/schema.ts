import { z } from 'zod';
import { PageRef, WindowRef } from '../protocol/step.ts';

export const Window = WindowRef.strict();
export const Page = PageRef.strict();

/** An address of the web; nothing else that a browser would open. */
export const Url = z
  .string()
  .max(4096)
  .regex(/^https?:\/\/[^\s]+$/iu, 'must be a web address');

/** What an element is called on the screen. */
export const Name = z.string().min(1).max(200);

/** Absolute, and without what no path can hold. */
export const Path = z
  .string()
  .max(4096)
  .regex(/^\/[^\0]*$/u, 'must be an absolute path');

export const Paths = z.array(Path).min(1).max(10_000);

/** Any Unicode; long enough for every goal. */
export const Text = z.string().max(200_000);

/** Text that is looked for or asked for, so never nothing. */
export const SomeText = Text.min(1);

export const Command = z.array(z.string()).min(1);

export const Journeys = z
  .array(z.object({ from: Path, to: Path }).strict())
  .min(1)
  .max(10_000);

/** Names of files inside a folder or an archive, with `/` between folders: none that leads out of it. */
export const Entries = z
  .array(z.string().regex(/^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[^\0]+$/u, 'must be a name inside'))
  .min(1)
  .max(1000)
  .optional();

export const Replace = z.literal(true).optional();

/** How many of the things that go to a folder get a number, as their names are taken there: planning looks and says so in the plan. */
export const Renamed = z.number().int().positive().optional();

/** In how many places a text stands that is to be replaced: planning looks and says so in the plan. */
export const Places = z.number().int().positive().optional();
