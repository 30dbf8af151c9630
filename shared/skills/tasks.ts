import { z } from 'zod';
import type { Literal } from '../symbolic/atom.ts';
import { stringOf } from './argument.ts';
import { inside } from './path.ts';
import { R } from './relations.ts';
import { Path, Paths, SomeText } from './schema.ts';
import type { PlanArgs } from './skill.ts';

/**
 * Work that takes several skills, declared: what it is called and what it needs to be told. How it is done is planning's: its
 * methods say (`planning/methods`), and each has the skills' own preconditions and effects to keep to.
 */
export interface Task {
  readonly name: string;
  /** One line for a list: "Sorts a folder's files by kind". */
  readonly summary: string;
  /** In the order in which methods take them. */
  readonly parameters: z.ZodObject;
  /** What holds at least when it is done, where facts can say it: steps are sought for that where no method applies. */
  goal?(args: PlanArgs): readonly Literal[];
  /** Example goals; every one is understood by the grammar (a test says so). */
  readonly examples: readonly string[];
}

/** An application as a goal names it. */
const App = z.object({ id: SomeText, name: SomeText, windowClass: z.string(), command: z.array(z.string()) });

const ALL: readonly Task[] = [
  {
    name: 'task.back-up',
    summary: 'Packs a file or folder into a dated archive',
    parameters: z.object({ what: Path, to: Path }),
    examples: ['back up ~/Photos to ~/Backups'],
  },
  {
    name: 'task.tidy',
    summary: 'Sorts a folder’s files into folders by kind',
    parameters: z.object({ folder: Path }),
    examples: ['tidy ~/Downloads'],
  },
  {
    name: 'task.file-away',
    summary: 'Files documents into a folder, by month where it is kept by month',
    parameters: z.object({ files: Paths, to: Path }),
    examples: ['file the invoices in ~/Downloads into ~/Invoices as last month'],
  },
  {
    name: 'task.collect',
    summary: 'Puts the texts of several files into one file',
    parameters: z.object({ files: Paths, path: Path }),
    examples: ['collect all text files in ~/Notes into ~/Documents/notes.txt'],
  },
  {
    name: 'task.unpack',
    summary: 'Unpacks archives, each into a folder of its own',
    parameters: z.object({ files: Paths }),
    examples: ['unpack all zip files in ~/Downloads'],
  },
  {
    name: 'task.replace-text',
    summary: 'Replaces a text in the text files that have it',
    parameters: z.object({ files: Paths, find: SomeText, with: z.string() }),
    examples: ['replace "cat" with "dog" in all .txt files in ~/Notes'],
  },
  {
    name: 'task.start-project',
    summary: 'Makes a folder for a project with what belongs into it',
    parameters: z.object({ folder: Path }),
    goal: (args) => {
      const folder = stringOf(args, 'folder');
      return folder === null ? [] : [folder, inside(folder, 'Notes'), inside(folder, 'Sources')].map(R.folder);
    },
    examples: ['start a project ~/Documents/Thesis'],
  },
  {
    name: 'task.desk',
    summary: 'Puts two applications side by side',
    parameters: z.object({ left: App, right: App }),
    examples: ['set up my desk: the text editor left, the browser right'],
  },
];

/** Work that Sonny plans by its methods, by name. */
export const TASKS: ReadonlyMap<string, Task> = new Map(ALL.map((task) => [task.name, task]));
