import { trouble } from '../doubt.ts';
import { ask, phrase, type Ask, type Built } from '../phrase.ts';
import { hasEnding, inFolder, isFileName } from '../slots/path.ts';

const READ = '(read|get|show|show me|tell me)';
const OWN = "(in|with|using) (your|your own|sonny's|sonny's own|its own) browser";
const ON_PAGE = '(on|of|in) (the|that|this) (page|site|form)';
const PAGE = '[the page|the website|the site|the address]';

/** Opens a page in Sonny's own browser. What the person's own browser shows is the business of `page.*`. */
const open = (url: string): Ask => ask('web.open', { url });
const it = { $: 'it' } as const;
const READ_IT = ask('web.read', { page: it });

const saved = (url: string, path: string, name?: string): readonly Ask[] => [
  open(url),
  ask('web.read-table', { page: it, ...(name === undefined ? {} : { name }) }),
  ask('files.write', { path, text: it }),
];

/** Under the name that its address ends in, where that is one of a file. */
const downloaded = (url: string, folder: string): Built => {
  const [, last = ''] = /^https?:\/\/[^/?#]+(?:\/[^/?#]*)*\/([^/?#]+)(?:[?#]|$)/iu.exec(url) ?? [];
  return /^[\w.+-]+$/u.test(last) && isFileName(last) && hasEnding(last)
    ? [ask('web.download', { url, path: { $: 'new-file', path: inFolder(folder, last) } })]
    : trouble('Say what the file is to be called: its address ends in no name of a file.');
};

const SAVE = '(save|store|write|export)';
const AS = '(as|to|into|in) [the file|a file|a new file|the csv file|a csv file]';

export const web = [
  phrase('work', ['use {window:target} (to|for) {task:text}'], ({ window, task }) => [
    ask('screen.operate', { window, task }),
  ]),
  phrase('work', ['use (the|that) (page|site) (to|for) {task:text}'], ({ task }) => [
    ask('screen.operate', { page: it, task }),
  ]),
  phrase('open the page', [`(open|visit|go to|browse to|load|show) ${PAGE} {url:url} ${OWN}`], ({ url }) => [
    open(url),
  ]),
  phrase('read the page', [`${READ} [me] (the page|the text of the page|the text of) [at] {url:url}`], ({ url }) => [
    open(url),
    READ_IT,
  ]),
  phrase('read the page', ['read [me] {url:address} [to me|aloud|out loud]'], ({ url }) => [open(url), READ_IT]),
  phrase('read the page', [`${READ} [me] (the|that) page`], () => [READ_IT]),
  phrase(
    'save the page',
    [
      `${SAVE} [the text of] (the page|the website|the site) [at] {url:url} ${AS} {path:newfile}`,
      `${SAVE} the text of {url:url} ${AS} {path:newfile}`,
    ],
    ({ url, path }) => [open(url), READ_IT, ask('files.write', { path, text: it })],
  ),
  phrase(
    'save the table',
    [`${SAVE} the table (on|of|at|from) ${PAGE} {url:url} ${AS} {path:newfile}`],
    ({ url, path }) => saved(url, path),
  ),
  phrase(
    'save the table',
    [`${SAVE} the table {name:text} (on|of|at|from) ${PAGE} {url:url} ${AS} {path:newfile}`],
    ({ url, path, name }) => saved(url, path, name),
  ),
  phrase(
    'follow the link',
    ['follow [the] [link] {label:label}', `follow [the] [link] {label:label} ${ON_PAGE}`],
    ({ label }) => [ask('web.follow', { page: it, name: label.name })],
  ),
  phrase('click', [`(click|press) [on] {label:label} ${ON_PAGE}`], ({ label }) => [
    label.role === 'link'
      ? ask('web.follow', { page: it, name: label.name })
      : ask('web.click', { page: it, name: label.name }),
  ]),
  phrase(
    'fill',
    [`(fill|fill in|fill out) [the field] {label:label} [${ON_PAGE}] (with|as) {text:text}`],
    ({ label, text }) => [ask('web.fill', { page: it, name: label.name, text })],
  ),
  phrase(
    'choose',
    [`(choose|select|pick) {option:text} (in|for|from|as) [the list] {label:label} ${ON_PAGE}`],
    ({ option, label }) => [ask('web.choose', { page: it, name: label.name, option })],
  ),
  phrase('wait', [`wait (for|until there is) {name:text} ${ON_PAGE}`], ({ name }) => [
    ask('web.wait', { page: it, name }),
  ]),
  phrase('tick', [`(tick|check) {label:label} ${ON_PAGE}`], ({ label }) => [
    ask('web.tick', { page: it, name: label.name, on: true }),
  ]),
  phrase('untick', [`(untick|uncheck) {label:label} ${ON_PAGE}`], ({ label }) => [
    ask('web.tick', { page: it, name: label.name, on: false }),
  ]),
  phrase(
    'download',
    ['(download|fetch) [the file|the file at] {url:url} (to|as|into) {path:newfile}'],
    // What has no ending is most likely the folder.
    ({ url, path }) => (hasEnding(path) ? [ask('web.download', { url, path })] : downloaded(url, path)),
  ),
  phrase(
    'download',
    ['(download|fetch) [the file|the file at] {url:url} (to|into|in) {folder:folder}'],
    ({ url, folder }) => downloaded(url, folder),
  ),
  phrase('download', ['(download|fetch) [the file|the file at] {url:url}'], ({ url }, { context }) =>
    downloaded(url, inFolder(context.home, 'Downloads')),
  ),
  phrase(
    'download',
    ['download [what is behind] {label:label} [on the page] (to|as|into) {path:newfile}'],
    ({ label, path }) => [ask('web.save', { page: it, name: label.name, path })],
  ),
  phrase('upload', [`upload {file:file} (to|as|in|into) {label:label} ${ON_PAGE}`], ({ file, label }) => [
    ask('web.upload', { page: it, name: label.name, files: [file] }),
  ]),
].flat();
