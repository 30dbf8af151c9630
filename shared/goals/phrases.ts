import type { Phrase } from './phrase.ts';
import { applications } from './phrases/applications.ts';
import { archives } from './phrases/archives.ts';
import { clipboard } from './phrases/clipboard.ts';
import { copyingFiles } from './phrases/copying-files.ts';
import { documents } from './phrases/documents.ts';
import { files } from './phrases/files.ts';
import { keys } from './phrases/keys.ts';
import { limits } from './phrases/limits.ts';
import { lookingUp } from './phrases/looking-up.ts';
import { measures } from './phrases/measures.ts';
import { movingFiles } from './phrases/moving-files.ts';
import { notes } from './phrases/notes.ts';
import { pages } from './phrases/pages.ts';
import { conditions, otherwiseNothing } from './phrases/conditions.ts';
import { pronouns } from './phrases/pronouns.ts';
import { questions } from './phrases/questions.ts';
import { replacing } from './phrases/replacing.ts';
import { runs } from './phrases/runs.ts';
import { screen } from './phrases/screen.ts';
import { searching } from './phrases/searching.ts';
import { tasks } from './phrases/tasks.ts';
import { text } from './phrases/text.ts';
import { beginnings, times } from './phrases/times.ts';
import { trailing } from './phrases/trailing.ts';
import { tools } from './phrases/tools.ts';
import { waits } from './phrases/waits.ts';
import { web } from './phrases/web.ts';
import { windows } from './phrases/windows.ts';

/** Every way to say something that Sonny can do offline. Among equals the earlier one is meant. */
export const PHRASES: readonly Phrase[] = [
  ...conditions,
  ...otherwiseNothing,
  ...beginnings,
  ...movingFiles,
  ...copyingFiles,
  ...archives,
  ...files,
  ...notes,
  ...pronouns,
  ...measures,
  ...lookingUp,
  ...searching,
  ...questions,
  ...text,
  ...replacing,
  ...clipboard,
  ...documents,
  ...keys,
  ...windows,
  ...web,
  ...pages,
  ...screen,
  ...waits,
  ...times,
  ...runs,
  ...tasks,
  ...tools,
  ...applications,
];

/** Every way to say what a goal is held to. */
export const LIMITS: readonly Phrase[] = [...limits, ...trailing];
