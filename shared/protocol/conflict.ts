import { z } from 'zod';

/** The longest start of a text that a version carries, in UTF-16 units. */
export const PREVIEW = 2000;

/** One state of a thing that Sonny changed and a person changed after it. */
export const Version = z.object({
  /** What it is, in a few words: “340 bytes”, “nothing was there”, “a folder with 3 things”. */
  say: z.string(),
  /** The start of its text, where it has one that can be shown. */
  text: z.string().max(PREVIEW).exactOptional(),
  /** true: the text goes on. */
  cut: z.boolean().exactOptional(),
  bytes: z.number().exactOptional(),
  sha256: z.string().exactOptional(),
  /** When it was last changed. */
  at: z.number().exactOptional(),
});
export type Version = z.infer<typeof Version>;

/**
 * What becomes of a person's later change. `keep`: it stays. `restore`: as before Sonny; the change is kept aside and can be had
 * back. `both`: the change stays, and what was before is put beside it.
 */
export const ConflictChoice = z.enum(['keep', 'restore', 'both']);
export type ConflictChoice = z.infer<typeof ConflictChoice>;

/** Something that an undo left alone because a person changed it since, in its three versions. */
export const Conflict = z.object({
  what: z.enum(['file', 'folder', 'text', 'clipboard', 'window']),
  /** What it is called: a path, a window's title. */
  name: z.string(),
  before: Version,
  left: Version,
  now: Version,
  /** What can be done about it; the first is what happens when nobody chooses. */
  choices: z.array(ConflictChoice).min(1),
  /** Other things of the same step that a choice covers too. */
  more: z.array(z.string()),
});
export type Conflict = z.infer<typeof Conflict>;

/** A conflict as it is shown: with the act it belongs to and what was chosen. */
export const ConflictView = Conflict.extend({
  key: z.string(),
  choice: ConflictChoice.optional(),
  /** How many other things of the same step the undo took back; absent: none. */
  back: z.number().int().positive().exactOptional(),
});
export type ConflictView = z.infer<typeof ConflictView>;
