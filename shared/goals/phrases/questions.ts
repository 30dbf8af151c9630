import type { GoalContext } from '../intent.ts';
import { anywhere, ask, phrase, type Built } from '../phrase.ts';
import { ORDERS, SOME } from '../slots/chosen-set.ts';
import type { FileSet } from '../slots/file-set.ts';
import { globOfTopic } from '../slots/topic.ts';

const WHICH = '(which|what)';
const FIND =
  "(find|search for|look for|locate|show|show me|i can't find|i cannot find|i lost|i'm looking for|i am looking for|do i have|where is|where are)";
export const SAVED =
  'where did i save|where did i put|where did i store|where did i leave|where have i saved|where have i put';
const ALL = '[me] [all|every|any|the|a|an|my|our|all the|all my|all of my]';
const ABOUT = '(about|regarding|concerning|to do with)';
const PAPERS = '(document|documents|letter|letters|note|notes|paper|papers|anything|something|everything|stuff)';
const IN = '(in|inside|on|under|within)';
const SPACE = '[up] [the most|most|all the|all my|so much|the most of my|my] [disk] (space|room)';

const found = (set: FileSet): Built => [ask('files.find', { ...set, recursive: true })];

/** Those of them that come first in an order. */
const first = (folder: string, glob: string, sort: string): Built => [
  ask('files.find', { folder, glob, recursive: true, sort, most: SOME }),
];

/** Those of a kind that have it in their names, where one pattern can say both. */
const named = (topic: readonly string[], kind: string): string | null =>
  kind === '*' ? globOfTopic(topic) : kind.startsWith('*.') ? `${globOfTopic(topic)}${kind.slice(1)}` : null;

/** What something is about may be told by its name, or only by what it holds. */
const about = (topic: readonly string[], kind: string, folder: string): Built => {
  const glob = named(topic, kind);
  const held = ask('files.search', { within: folder, text: topic.join(' '), ...(kind === '*' ? {} : { glob: kind }) });
  return glob === null ? [held] : [ask('files.find', { folder, glob, recursive: true }), held];
};

const byName = (topic: readonly string[], folder: string): Built => [
  ask('files.find', { folder, glob: globOfTopic(topic), recursive: true }),
];

const ofKind = (kind: string, { home }: GoalContext): Built => [
  ask('files.find', { folder: home, glob: kind, recursive: true }),
];

/** What is asked of files, and what is looked for by what it is about. It only looks: without a place, everywhere at home. */
export const questions = [
  anywhere(
    phrase(
      'find',
      [
        `${WHICH} {set:choice}`,
        `${WHICH} (is|are) {set:choice}`,
        "(what's|where is|where are|where's) {set:choice}",
        '(do i have|are there|have i got|i need to find) [any] {set:choice}',
      ],
      ({ set }) => found(set),
    ),
  ),
  ...ORDERS.flatMap(([sort, words]) => [
    phrase('find', [`${WHICH} {kind:kind} (is|are) [the] (${words.join('|')})`], ({ kind }, { context }) =>
      first(context.home, kind, sort),
    ),
    phrase(
      'find',
      [
        `${WHICH} {kind:kind} (is|are) [the] (${words.join('|')}) ${IN} {folder:folder}`,
        `${WHICH} {kind:kind} ${IN} {folder:folder} (is|are) [the] (${words.join('|')})`,
      ],
      ({ kind, folder }) => first(folder, kind, sort),
    ),
  ]).flat(),
  phrase(
    'find',
    [`${WHICH} [files|file] (takes|take|is taking|are taking|uses|use|is using|fills) ${SPACE} [on my computer|here]`],
    (_, { context }) => first(context.home, '*', 'largest'),
  ),
  phrase(
    'find',
    [`${WHICH} [files|file] (takes|take|is taking|are taking|uses|use|is using|fills) ${SPACE} ${IN} {folder:folder}`],
    ({ folder }) => first(folder, '*', 'largest'),
  ),
  phrase(
    'find',
    [
      `${WHICH} [files|documents] (did i|have i) (change|changed|edit|edited|modify|modified|save|saved|work on|worked on) {when:when}`,
    ],
    ({ when }, { context }) => found({ folder: context.home, glob: '*', recursive: true, ...when }),
  ),
  phrase('find', [`${WHICH} [files] (did i|have i) (download|downloaded) {when:when}`], ({ when }, { context }) =>
    found({ folder: `${context.home}/Downloads`, glob: '*', recursive: true, ...when }),
  ),
  phrase(
    'find',
    ['where (are|did) [all] [my|the|our] {kind:kind} [go|gone]', 'where have [all] [my|the|our] {kind:kind} gone'],
    ({ kind }, { context }) => (kind === '*' ? null : ofKind(kind, context)),
  ),
  phrase('find', [`${FIND} ${ALL} {kind:kind} ${ABOUT} {topic:topic}`], ({ kind, topic }, { context }) =>
    about(topic, kind, context.home),
  ),
  phrase(
    'find',
    [`${FIND} ${ALL} {kind:kind} ${ABOUT} {topic:topic} ${IN} {folder:folder}`],
    ({ kind, topic, folder }) => about(topic, kind, folder),
  ),
  phrase('find', [`${FIND} ${ALL} {set:topickind}`], ({ set: { topic, kind } }, { context }) => {
    const glob = named(topic, kind);
    return glob === null ? null : ofKind(glob, context);
  }),
  phrase('find', [`${FIND} ${ALL} ${PAPERS} ${ABOUT} {topic:topic}`], ({ topic }, { context }) =>
    about(topic, '*', context.home),
  ),
  phrase('find', [`${FIND} ${ALL} ${PAPERS} ${ABOUT} {topic:topic} ${IN} {folder:folder}`], ({ topic, folder }) =>
    about(topic, '*', folder),
  ),
  phrase(
    'find',
    [
      `(find|search for|look for|locate|i can't find|i cannot find|i lost|i'm looking for|i am looking for|where is|where are|where's|${SAVED}) [me] (my|the|our) {topic:topic}`,
    ],
    ({ topic }, { context }) => byName(topic, context.home),
  ),
  phrase(
    'find',
    [
      `(find|search for|look for|locate|i can't find|i cannot find|i lost|i'm looking for|i am looking for|where is|where are|where's|${SAVED}) [me] (my|the|our) {topic:topic} ${IN} {folder:folder}`,
    ],
    ({ topic, folder }) => byName(topic, folder),
  ),
].flat();
