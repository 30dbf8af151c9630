import type { Application } from '../../ports/applications.ts';
import { trouble } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import { ask, phrase, type Ask, type Built } from '../phrase.ts';
import type { Argument } from '../slot.ts';
import { chooseApplication } from '../slots/application.ts';
import { shown } from '../slots/path.ts';

const OPEN = '(open|launch|start|start up|run)';

const opening = (app: Application, file?: Argument): Ask =>
  ask('app.open', {
    app: app.id,
    name: app.name,
    command: app.command,
    windowClass: app.windowClass,
    ...(file === undefined ? {} : { file }),
  });

/** The application that opens a file without being named: the only one for its ending, or the one chosen for a generic word. */
const opener = (path: string, context: GoalContext): Built => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
  const able = context.apps.filter((app) => ending !== '' && app.extensions.includes(ending));
  const preferred = able.filter((app) => app.generic.some((word) => context.answers[`app:${word}`] === app.id));
  const choice = chooseApplication(
    `.${ending}`,
    preferred.length === 1 ? preferred : able,
    context,
    `Which application should open ${name}?`,
  );
  if (!choice) return trouble(`Say which application is to open ${shown(path, context.home)}.`);
  return choice.doubt ?? [opening(choice.app, path)];
};

export const applications = [
  phrase('open', [`${OPEN} {app:app} [window]`], ({ app }) => [opening(app)]),
  phrase('open', [`${OPEN} {a:app} and {b:app}`], ({ a, b }) => [opening(a), opening(b)]),
  phrase('open', [`${OPEN} {file:file} (in|with|using) {app:app}`], ({ file, app }) => [opening(app, file)]),
  phrase('open', [`${OPEN} (it|that file|the file) (in|with|using) {app:app}`], ({ app }) => [
    opening(app, { $: 'it' }),
  ]),
  phrase('open', ['open {file:file}'], ({ file }, { context }) => opener(file, context)),
].flat();
