import { addingText } from './adding-text.ts';
import { applications } from './applications.ts';
import { archives } from './archives.ts';
import { clipboard } from './clipboard.ts';
import { documents } from './documents.ts';
import { elements } from './elements.ts';
import { files } from './files.ts';
import { joiningFiles } from './joining-files.ts';
import { keys } from './keys.ts';
import { lookingUp } from './looking-up.ts';
import { measuring } from './measuring.ts';
import { movingFiles } from './moving-files.ts';
import { operating } from './operate.ts';
import { pages } from './pages.ts';
import { replacingText } from './replacing-text.ts';
import { runs } from './runs.ts';
import { screen } from './screen.ts';
import { searching } from './searching.ts';
import type { Skill } from './skill.ts';
import { text } from './text.ts';
import { time } from './time.ts';
import { waits } from './waits.ts';
import { webForms } from './web-forms.ts';
import { webFiles } from './web-files.ts';
import { web } from './web.ts';
import { windows } from './windows.ts';
import { oneLine } from './wording.ts';

const ALL: readonly Skill[] = [
  ...applications,
  ...windows,
  ...text,
  ...clipboard,
  ...documents,
  ...keys,
  ...elements,
  ...screen,
  ...files,
  ...movingFiles,
  ...joiningFiles,
  ...addingText,
  ...replacingText,
  ...measuring,
  ...lookingUp,
  ...searching,
  ...archives,
  ...waits,
  ...time,
  ...pages,
  ...runs,
  ...web,
  ...webForms,
  ...webFiles,
  ...operating,
];

/** Titles of windows and names of files come from anywhere; what a person approves must read as it is. */
export const readable = (skill: Skill): Skill => ({
  ...skill,
  title: (args) => oneLine(skill.title(args)),
  effects: (args) => skill.effects(args).map(oneLine),
});

/** Everything Sonny can do by itself, by name, in the order of a list. What plugs bring besides is in `plugged.ts`. */
export const SKILLS: ReadonlyMap<string, Skill> = new Map(ALL.map((skill) => [skill.name, readable(skill)]));
