import type { ForbiddenAct } from '../../protocol/constraint.ts';
import { trouble, type Doubt } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import { clockTime } from '../../skills/time.ts';
import { ask, limit, phrase, type Ask, type Built, type Limit, type Scene } from '../phrase.ts';
import { shown } from '../slots/path.ts';
import { hasPassed, waitUntil } from './times.ts';

const NOT = "(never|don't|do not|not|must not|mustn't)";
const ANYTHING = '[anything|any file|any files|files|something|a file|any of my files|my files]';

const list = (paths: readonly string[], { home }: GoalContext): string =>
  new Intl.ListFormat('en').format(paths.map((path) => shown(path, home)));

const never = (act: ForbiddenAct, paths: readonly string[] | null, say: string): Limit =>
  limit({ kind: 'never', act, paths: paths === null ? null : [...paths] }, say);

/** One forbidden act, said in both forms: "never delete anything", "without deleting anything". */
const forbid = (act: ForbiddenAct, base: string, gerund: string, say: string) =>
  [
    phrase(
      say,
      [`${NOT} (${base}) {paths:places}`, `(without|never) (${gerund}) {paths:places}`],
      ({ paths }, { context }) => never(act, paths, `don’t ${say} ${list(paths, context)}`),
    ),
    ...(act === 'touch'
      ? []
      : [
          phrase(say, [`${NOT} (${base}) ${ANYTHING}`, `(without|never) (${gerund}) ${ANYTHING}`], () =>
            never(act, null, `don’t ${say} anything`),
          ),
        ]),
  ].flat();

const MAIL = '(e-mail|email|mail)';
const MAILS = '(e-mail|email|mail|e-mails|emails|mails|messages)';
const ANYONE = '(anyone|anybody|someone|people|a person)';
const WINDOWS = '(a window|any window|any windows|windows|my windows|any of my windows)';

const timely = (kind: 'before' | 'not-before', at: number, { now }: GoalContext): Limit | Doubt => {
  const time = clockTime(at);
  // What must not begin before a time that has passed may begin at once.
  if (kind === 'before' && at <= now) return hasPassed(at);
  return limit({ kind, at }, `${kind === 'before' ? 'before' : 'not before'} ${time}`);
};

/** Behind the one thing that is to be done: where there are several, it is not clear which are to wait. */
const beginsAt = (at: number, { context, before, isLast }: Scene): Built => {
  if (before.length === 0) return null;
  if (isLast !== true || new Set(before.map(({ start }) => start)).size > 1)
    return trouble('Say the time before what is to wait for it: “at 17:00 open …”.');
  const wait = waitUntil(at, context);
  return 'kind' in wait ? wait : afterwards(wait, `at ${clockTime(at)}`);
};

const within = (length: number, say: string, { now }: GoalContext): Limit =>
  limit({ kind: 'before', at: now + length }, `within ${say}`);

const minutes = (ms: number): string => (ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1000} s`);

/** "In 10 minutes" is a deadline to some and a start to others. */
const inTime = (length: number, context: GoalContext): Limit | Doubt => {
  const subject = `in:${length}`;
  const say = minutes(length);
  const chosen = context.answers[subject];
  if (chosen === 'within') return within(length, say, context);
  if (chosen === 'not-before') {
    const wait = waitUntil(context.now + length, context);
    return 'kind' in wait ? wait : afterwards(wait, `begin in ${say}`);
  }
  return {
    kind: 'question',
    subject,
    ask: `What is “in ${say}” to mean?`,
    candidates: [
      { id: 'within', label: `Be done within ${say}` },
      { id: 'not-before', label: `Begin in ${say}` },
    ],
  };
};

const afterwards = (wait: Ask, say: string): Limit => {
  const known = Object.entries(wait.args).filter((e): e is [string, string] => typeof e[1] === 'string');
  return limit({ kind: 'after', skill: wait.skill, args: Object.fromEntries(known) }, say, [wait]);
};

const WHEN = '(after|once|when|as soon as)';
const COMES =
  '(arrives|has arrived|appears|has appeared|is there|exists|is finished|is complete|has been downloaded|is downloaded|comes)';
const OPENS = '(opens|has opened|appears|has appeared|is open|is there)';

/** What a goal can be held to. Read anywhere between its parts, so each begins with words that no other part begins with. */
export const limits = [
  phrase(
    'mail',
    [
      `${NOT} ${MAIL} ${ANYONE}`,
      `${NOT} send [any|an] ${MAILS} [to ${ANYONE}]`,
      `(without|never) (e-mailing|emailing|mailing) ${ANYONE}`,
      `(without|never) sending [any|an] ${MAILS} [to ${ANYONE}]`,
      `no ${MAILS}`,
    ],
    () => never('mail', null, 'never e-mail anyone'),
  ),
  ...[
    forbid('touch', 'touch|use|go into|look into|open', 'touching|using|going into|opening', 'touch'),
    forbid('change', 'change|edit|modify|write to', 'changing|editing|modifying|writing to', 'change'),
    forbid('delete', 'delete|remove|trash|throw away', 'deleting|removing|trashing|throwing away', 'delete'),
    forbid('overwrite', 'overwrite|replace', 'overwriting|replacing', 'overwrite'),
  ],
  phrase(
    'touch',
    [
      'leave {paths:places} (alone|untouched|as it is|as they are)',
      '(keep|stay) (out of|away from|off) {paths:places}',
    ],
    ({ paths }, { context }) => never('touch', paths, `don’t touch ${list(paths, context)}`),
  ),
  phrase(
    'keep the originals',
    [
      '(keep|leave|keeping|leaving) [all] (the originals|the original|my originals|the original files|the original file) [where they are|as they are|in place|untouched|alone]',
      '(without|never) (moving|touching|changing|removing) (the originals|my originals|the original files)',
      `${NOT} (move|touch|change|remove) (the originals|my originals|the original files)`,
    ],
    () => never('take-away', null, 'keep the originals'),
  ),
  phrase(
    'close',
    [
      `${NOT} (close|quit) ${WINDOWS}`,
      `(without|never) (closing|quitting) ${WINDOWS}`,
      '(keep|leave) (all|all the|all my|the|my|every) (windows|window) open',
    ],
    () => never('close', null, 'don’t close any window'),
  ),
  phrase(
    'only in',
    [
      'only (in|inside|within|under) {paths:places}',
      '(stay|work|working|staying) [only] (in|inside|within) {paths:places}',
      'nowhere but (in|inside) {paths:places}',
    ],
    ({ paths }, { context }) => limit({ kind: 'only-in', paths: [...paths] }, `only in ${list(paths, context)}`),
  ),
  phrase(
    'at most',
    [
      '[touch|change|take|use] (at most|no more than|not more than|up to|a maximum of) {files:count} (files|file|items|item|documents|pictures|photos)',
      `${NOT} (touch|change|move|copy|take) more than {files:count} (files|file|items|item|documents|pictures|photos)`,
    ],
    ({ files }) => limit({ kind: 'at-most', files }, `at most ${files} ${files === 1 ? 'file' : 'files'}`),
  ),
  phrase(
    'spend',
    [
      '(spend|pay|spending|paying) (at most|no more than|not more than|up to|a maximum of) {money:money}',
      `${NOT} (spend|pay) more than {money:money}`,
      '(without|never) (spending|paying) more than {money:money}',
      'for (at most|no more than|up to) {money:money}',
    ],
    ({ money: { amount, currency } }) =>
      limit({ kind: 'spend', amount, currency }, `spend at most ${amount} ${currency}`),
  ),
  phrase(
    'spend',
    [`${NOT} (spend|pay) (any money|money|anything)`, '(without|never) (spending|paying) (any money|money|anything)'],
    () => limit({ kind: 'spend', amount: 0, currency: 'EUR' }, 'spend nothing'),
  ),
  phrase(
    'before',
    [
      '(before|by|until|no later than|not later than|be done by|be done before|finish by|finish before|done by) {at:clock}',
    ],
    ({ at }, { context }) => timely('before', at, context),
  ),
  phrase(
    'not before',
    ['(after|not before|no earlier than|not earlier than|from) {at:clock} [on]'],
    ({ at }, { context }) => timely('not-before', at, context),
  ),
  phrase('at', ['at {at:clock} [today]'], ({ at }, scene) => beginsAt(at, scene)),
  phrase(
    'within',
    ['(within|in less than|in under|in at most) [the next] {length:duration}'],
    ({ length }, { context }) => within(length, minutes(length), context),
  ),
  phrase('in', ['in {length:duration}'], ({ length }, { context }) => inTime(length, context)),
  phrase('after', [`${WHEN} {path:coming} ${COMES}`], ({ path }, { context }) =>
    afterwards(ask('wait.file', { path }), `after ${shown(path, context.home)} is there`),
  ),
  phrase(
    'after',
    [
      `${WHEN} (the|a) (window|dialog) [called|named|titled] {title:text} ${OPENS}`,
      `${WHEN} (the|a) {title:text} (window|dialog) ${OPENS}`,
    ],
    ({ title }) => afterwards(ask('wait.window', { title }), `after the window “${title}” is open`),
  ),
  phrase('after', [`${WHEN} {window:window} (shows|says|reads|contains) [the text] {text:text}`], ({ window, text }) =>
    afterwards(ask('wait.text', { window, text }), `after “${text}” is shown`),
  ),
  phrase(
    'after',
    [`${WHEN} (the|a|an|my) (mail|e-mail|email|message|mails|messages) (arrives|has arrived|comes|is there|arrive)`],
    () => trouble('I can’t see mail arrive: name a file, a window or a text in a window that I can wait for.'),
  ),
].flat();
