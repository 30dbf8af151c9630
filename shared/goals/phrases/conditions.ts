import { trouble } from '../doubt.ts';
import { ask, opening, phrase } from '../phrase.ts';

const THERE = '(exists|is there|is already there)';
const NOT_THERE = "(does not exist|doesn't exist|is not there|isn't there|is missing)";
const HOLDS = '(contains|has|says|includes|mentions|holds) [the text|the word|the words]';
const HOLDS_NOT = "(does not|doesn't) (contain|have|say|include|mention|hold) [the text|the word|the words]";
const COMES =
  '(appears|turns up|shows up|comes in|arrives|is there|exists|is finished|has been downloaded|is downloaded|has arrived|is complete)';

const NO_IF = trouble('“Otherwise” needs an “if” before it.');

/** Nothing is done otherwise, which a run tells in the end by itself. */
export const otherwiseNothing = phrase(
  'otherwise nothing',
  ['(otherwise|else|if not) (tell me|let me know|say so|do nothing|leave it|leave it alone|leave it as it is)'],
  (_, { before, isLast }) => (!before.some((intent) => intent.skill === 'if') ? NO_IF : isLast === true ? [] : null),
);

/** What the next parts of a goal depend on: how the world is when it is planned, or that something comes. */
export const conditions = opening(
  [
    phrase(
      'if it is there',
      [
        `if {path:possible} ${THERE}`,
        `if {path:written} ${THERE}`,
        'if there is {path:possible}',
        'if there is {path:written}',
      ],
      ({ path }) => [ask('if', { path })],
    ),
    phrase(
      'if it is not there',
      [`if {path:possible} ${NOT_THERE}`, `if {path:written} ${NOT_THERE}`, 'if there is no {path:possible}'],
      ({ path }) => [ask('if', { path, absent: true })],
    ),
    phrase(
      'if it is not there',
      [
        `unless {path:possible} ${THERE}`,
        `unless {path:written} ${THERE}`,
        'unless there is {path:possible}',
        'unless there is {path:written}',
        `if not {path:possible} ${THERE}`,
        `if not {path:written} ${THERE}`,
      ],
      ({ path }) => [ask('if', { path, absent: true })],
    ),
    phrase('if it holds', [`if {path:file} ${HOLDS} {text:text}`], ({ path, text }) => [ask('if', { path, text })]),
    phrase('if it does not hold', [`if {path:file} ${HOLDS_NOT} {text:text}`], ({ path, text }) => [
      ask('if', { path, text, absent: true }),
    ]),
    phrase(
      'if it is so',
      ['if {path:possible} is {state:state}', 'if {path:written} is {state:state}'],
      ({ path, state }) => [ask('if', { path, state: { ...state } })],
    ),
    phrase('if it is empty', ['if {path:possible} is empty', 'if {path:written} is empty'], ({ path }) => [
      ask('if', { path, state: { empty: true } }),
    ]),
    phrase(
      'if it is not empty',
      ["if {path:possible} (is not|isn't) empty", "if {path:written} (is not|isn't) empty"],
      ({ path }) => [ask('if', { path, state: { empty: true }, absent: true })],
    ),
    phrase('otherwise', ['(otherwise|else|if not)'], (_, { before }) =>
      before.some((intent) => intent.skill === 'if') ? [ask('otherwise')] : NO_IF,
    ),
    phrase('when it is there', [`(when|once|as soon as) {path:coming} ${COMES}`], ({ path }) => [
      ask('wait.file', { path }),
    ]),
    phrase(
      'when it is there',
      [`(when|once|as soon as) {name:name} ${COMES} in {folder:folder}`],
      ({ name, folder }) => (name.includes('/') ? null : [ask('wait.file', { path: `${folder}/${name}` })]),
    ),
  ].flat(),
);
