import type { Application } from '../../ports/applications.ts';
import { trouble } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import { ask, phrase, type Ask, type Built } from '../phrase.ts';
import type { Argument } from '../slot.ts';
import { applicationFor, chooseApplication } from '../slots/application.ts';
import type { ChosenSet } from '../slots/chosen-set.ts';
import { hasEnding, shown } from '../slots/path.ts';

const OPEN = '(open|launch|start|start up|run)';

/** `as`: what it is that is opened. */
const opening = (app: Application, file?: Argument, as: 'file' | 'folder' = 'file'): Ask =>
  ask('app.open', {
    app: app.id,
    name: app.name,
    command: app.command,
    windowClass: app.windowClass,
    ...(file === undefined ? {} : { [as]: file }),
  });

/** What every browser shows, where nothing else is there for it. */
const SHOWN_BY_BROWSERS: ReadonlySet<string> = new Set([
  'pdf',
  'html',
  'htm',
  'svg',
  'png',
  'jpg',
  'jpeg',
  'gif',
  'webp',
]);

/** The application that opens a file without being named: the only one for its ending, or the one chosen for a generic word. */
export const opener = (
  path: string,
  context: GoalContext,
  file: Argument = path,
  say = shown(path, context.home),
): Built => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
  const own = context.apps.filter((app) => ending !== '' && app.extensions.includes(ending));
  const able =
    own.length > 0 || !SHOWN_BY_BROWSERS.has(ending)
      ? own
      : context.apps.filter((app) => app.generic.includes('browser'));
  const preferred = able.filter((app) => app.generic.some((word) => context.answers[`app:${word}`] === app.id));
  const choice = chooseApplication(
    `.${ending}`,
    preferred.length === 1 ? preferred : able,
    context,
    `Which application should open ${name}?`,
  );
  if (!choice && !hasEnding(path)) return folderOpened(path, context);
  if (!choice) {
    const near = context.apps.slice(0, 2).map((app) => `open ${say} in ${app.name}`);
    return trouble(`Say which application is to open ${say}.`, ...near);
  }
  return choice.doubt ?? [opening(choice.app, file)];
};

const ONE_AT_A_TIME = trouble('I open one file at a time: say “the newest”, or name it.');

/** Which file is meant only the folder tells; by which application it is opened, its kind does. */
const openChosen = (file: ChosenSet, context: GoalContext): Built => {
  if (file.most !== 1) return ONE_AT_A_TIME;
  const [, ending] = /^\*\.([\p{L}\p{N}]+)$/u.exec(file.glob) ?? [];
  const folder = shown(file.folder, context.home);
  if (ending === undefined)
    return trouble('Say of which kind it is, so that it is known what opens it.', `open the newest PDF in ${folder}`);
  return opener(
    `that.${ending}`,
    context,
    { $: 'files', ...file },
    `the ${file.sort ?? 'first'} ${file.glob} in ${folder}`,
  );
};

const MANAGER = 'file manager';

/** In the file manager, where there is one. */
const folderOpened = (folder: string, context: GoalContext): Built => {
  const choice = applicationFor(MANAGER, context);
  if (choice) return choice.doubt ?? [opening(choice.app, folder, 'folder')];
  return trouble(
    'No file manager is installed here that could show a folder; what is in a folder I can list.',
    `list the files in ${shown(folder, context.home)}`,
  );
};

/** A place without an ending that a file manager is to open is most likely a folder. */
const openedIn = (path: string, app: Application): Ask =>
  opening(app, path, app.generic.includes(MANAGER) && !hasEnding(path) ? 'folder' : 'file');

export const applications = [
  phrase('open', [`${OPEN} {app:app} [window]`], ({ app }) => [opening(app)]),
  phrase('open', [`${OPEN} {a:app} and {b:app}`], ({ a, b }) => [opening(a), opening(b)]),
  phrase('open', [`${OPEN} {file:file} (in|with|using) {app:app}`], ({ file, app }) => [openedIn(file, app)]),
  phrase('open', [`${OPEN} {folder:folder} (in|with|using) {app:app}`], ({ folder, app }) => [openedIn(folder, app)]),
  phrase('open', [`${OPEN} (it|that file|the file) (in|with|using) {app:app}`], ({ app }) => [
    opening(app, { $: 'it' }),
  ]),
  phrase('open', ['open {file:file}'], ({ file }, { context }) => opener(file, context)),
  phrase('open', ['open {a:named} and {b:named}'], ({ a, b }, { context }) => {
    const [one, other] = [opener(a, context), opener(b, context)];
    return Array.isArray(one) && Array.isArray(other) ? [...one, ...other] : Array.isArray(one) ? other : one;
  }),
  phrase('open', ['(run|execute) {file:named}'], ({ file }, { context }) =>
    trouble(
      'Sonny runs no programs by their files, and no commands.',
      `open ${shown(file, context.home)} in the text editor`,
      'open the terminal',
    ),
  ),
  phrase('open', ['open {folder:folder}'], ({ folder }, { context }) => folderOpened(folder, context)),
  phrase('open', ['open {file:choice}'], ({ file }, { context }) => openChosen(file, context)),
  phrase('open', [`${OPEN} {file:choice} (in|with|using) {app:app}`], ({ file, app }) =>
    file.most === 1 ? [opening(app, { $: 'files', ...file })] : ONE_AT_A_TIME,
  ),
].flat();
