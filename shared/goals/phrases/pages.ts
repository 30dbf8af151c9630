import type { Application } from '../../ports/applications.ts';
import { trouble } from '../doubt.ts';
import { ask, phrase, type Ask, type Built } from '../phrase.ts';
import type { GoalContext } from '../intent.ts';
import { applicationFor } from '../slots/application.ts';

const OPEN = '(open|visit|go to|browse to|load|show)';
const READ = "(read|get|show|show me|tell me|what is|what's)";
const PAGE = '[the page|the website|the site|the address]';

const opening = (url: string, app: Application): Ask =>
  ask('page.open', { url, command: app.command, windowClass: app.windowClass });

const isBrowser = (app: Application): boolean => app.generic.some((word) => /\bbrowser$/u.test(word));

const openingIn = (url: string, app: Application): Built =>
  isBrowser(app) ? [opening(url, app)] : trouble(`${app.name} is no browser.`);

const openingSomewhere = (url: string, context: GoalContext, then: readonly Ask[] = []): Built => {
  const choice = applicationFor('browser', context) ?? applicationFor('web browser', context);
  return choice
    ? (choice.doubt ?? [opening(url, choice.app), ...then])
    : trouble('There is no browser installed here.');
};

const title = ask('page.read-title', { window: { $: 'it' } });

export const pages = [
  phrase('open the page', [`${OPEN} ${PAGE} {url:url} (in|with|using) {app:app}`], ({ url, app }) =>
    openingIn(url, app),
  ),
  phrase('open the page', [`${OPEN} ${PAGE} {url:url}`], ({ url }, { context }) => openingSomewhere(url, context)),
  phrase('read the title', [`${READ} (its|the) [page] title [of it|of the page]`], () => [title]),
  phrase('read the title', [`${READ} the [page] title of [the page|the page at] {url:url}`], ({ url }, { context }) =>
    openingSomewhere(url, context, [title]),
  ),
  phrase('read the title', [`${READ} the [page] title (of|in) [the page in] {window:window}`], ({ window }) => [
    ask('page.read-title', { window }),
  ]),
].flat();
