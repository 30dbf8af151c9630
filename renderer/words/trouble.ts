import type { ErrorCode, ErrorView } from '../../shared/protocol/errors.ts';

/** What kind of trouble a step met, as a person tells troubles apart. */
export type TroubleClass =
  | 'missing'
  | 'ambiguous'
  | 'gone'
  | 'blocked'
  | 'not-responding'
  | 'wrong-effect'
  | 'not-allowed'
  | 'never'
  | 'held-to'
  | 'no-room'
  | 'interrupted'
  | 'taken-over'
  | 'budget'
  | 'cooling'
  | 'changed'
  | 'stopped'
  | 'unreadable'
  | 'not-possible'
  | 'no-plan'
  | 'nothing-to-do'
  | 'kept'
  | 'model'
  | 'script'
  | 'server'
  | 'own-fault';

/** `again` plans the same goal anew; `goal` goes back to the goal bar. */
export type Choice = 'undo' | 'retry' | 'raise' | 'skip' | 'again' | 'goal';

export interface TroubleWords {
  readonly heading: string;
  /** What is probably behind it, for someone who knows nothing of how Sonny works. */
  readonly think: string;
  /** What helps, the safest first. */
  readonly choices: readonly Choice[];
}

export const CLASS_OF: Readonly<Record<ErrorCode, TroubleClass>> = {
  GOAL_EMPTY: 'no-plan',
  GOAL_TOO_LONG: 'no-plan',
  GOAL_NOT_UNDERSTOOD: 'no-plan',
  NO_WAY_KNOWN: 'no-plan',
  PLAN_DOES_NOT_HOLD: 'no-plan',
  NOTHING_TO_DO: 'nothing-to-do',
  NO_OTHER_WAY: 'no-plan',
  CONSTRAINT_VIOLATED: 'held-to',
  PDDL_SYNTAX: 'no-plan',
  PDDL_UNSUPPORTED: 'no-plan',
  PDDL_TOO_LARGE: 'no-plan',
  PLANNING_TOO_LARGE: 'no-plan',
  PLANNING_INVALID: 'no-plan',
  PLAN_CHANGED: 'changed',
  FACT_EXPIRED: 'changed',
  APPROVAL_EXPIRED: 'changed',
  NOT_READ: 'changed',
  TARGET_GONE: 'gone',
  TARGET_MISSING: 'missing',
  FILE_NOT_FOUND: 'missing',
  TARGET_AMBIGUOUS: 'ambiguous',
  WRONG_EFFECT: 'wrong-effect',
  SURPRISE: 'wrong-effect',
  NOT_RESPONDING: 'not-responding',
  DEADLINE: 'not-responding',
  CANCELLED: 'stopped',
  STOPPED: 'stopped',
  REFUSED_BY_POLICY: 'never',
  INPUT_CLOSED: 'blocked',
  FILE_EXISTS: 'blocked',
  FILE_INTO_ITSELF: 'blocked',
  INTERRUPTED: 'interrupted',
  DRIVER_DOWN: 'interrupted',
  TAKEN_OVER: 'taken-over',
  BUDGET_RATE: 'budget',
  BUDGET_STEPS: 'budget',
  BUDGET_TIME: 'budget',
  BUDGET_FILES: 'budget',
  BUDGET_COST: 'budget',
  LOOP_BROKEN: 'budget',
  COOLING_DOWN: 'cooling',
  STOP_NOT_ARMED: 'not-possible',
  CONNECTION_LOST: 'interrupted',
  UNDO_CONFLICT: 'kept',
  UNSUPPORTED: 'not-possible',
  NO_DISPLAY: 'not-possible',
  NO_ACCESSIBILITY: 'not-possible',
  FILE_DENIED: 'not-allowed',
  FILE_UNREADABLE: 'unreadable',
  FILE_TOO_BIG: 'no-room',
  STORE_FULL: 'no-room',
  MODEL_NOT_SET_UP: 'model',
  MODEL_UNREACHABLE: 'model',
  MODEL_WRONG_ADDRESS: 'model',
  MODEL_FAILED: 'model',
  MODEL_SLOW: 'model',
  MODEL_REFUSED: 'model',
  MODEL_BUSY: 'model',
  MODEL_CUT_OFF: 'model',
  MODEL_INVALID: 'model',
  MODEL_TOO_LONG: 'model',
  SCRIPT_NO_WALLS: 'not-possible',
  SCRIPT_REFUSED: 'script',
  SCRIPT_FAILED: 'script',
  SCRIPT_STRAYED: 'script',
  MCP_UNREACHABLE: 'server',
  MCP_CHANGED: 'server',
  MCP_TOOL_FAILED: 'server',
  MCP_BAD_ANSWER: 'server',
  MCP_SIGN_IN: 'server',
  MCP_SIGN_IN_FAILED: 'server',
  MCP_INVALID: 'own-fault',
  SCRIPT_DIFFERS: 'changed',
  FACT_INVALID: 'own-fault',
  FACT_NOT_FOUND: 'own-fault',
  FACT_DERIVED: 'own-fault',
  FACTS_TOO_MANY: 'own-fault',
  RULES_INVALID: 'own-fault',
  COMMAND_INVALID: 'own-fault',
  COMMAND_NOT_NOW: 'own-fault',
  RUN_NOT_FOUND: 'own-fault',
  SCHEMA_VERSION: 'own-fault',
  NOT_AUTHORISED: 'own-fault',
  PEER_REFUSED: 'own-fault',
  STORE_CORRUPT: 'own-fault',
  SETTINGS_CORRUPT: 'own-fault',
  PROFILE_IN_USE: 'own-fault',
  JOURNAL_NOT_KNOWN: 'own-fault',
  JOURNAL_TAMPERED: 'own-fault',
  INTERNAL: 'own-fault',
};

/** What a person reads of each class of trouble, and what they can choose then, the likeliest first. */
export const TROUBLE: Readonly<Record<TroubleClass, TroubleWords>> = {
  script: {
    heading: 'The script did not prove itself',
    think: 'A script was written for this and did not hold what it promised. Nothing of yours was changed by it.',
    choices: ['again', 'skip', 'undo', 'goal'],
  },
  model: {
    heading: 'The language model could not help',
    think: 'Its server did not answer, or the answer was of no use. Nothing was done on its word.',
    choices: ['again', 'goal', 'skip', 'undo'],
  },
  server: {
    heading: 'The MCP server did not do it',
    think: 'It ended, failed, or is no longer what you accepted. Only its own word says what it did.',
    choices: ['retry', 'skip', 'undo', 'goal'],
  },
  missing: {
    heading: 'I could not find it',
    think: 'It may be closed, have another name, or not be on the screen yet.',
    choices: ['retry', 'skip', 'undo', 'goal'],
  },
  ambiguous: {
    heading: 'More than one thing fits',
    think: 'I would have had to guess, so I did not.',
    choices: ['goal', 'retry', 'skip', 'undo'],
  },
  gone: {
    heading: 'It is not there any more',
    think: 'It was closed or replaced while I was working, so trying the same again can’t help.',
    choices: ['undo', 'again', 'skip', 'goal'],
  },
  blocked: {
    heading: 'Something is in the way',
    think: 'I don’t overwrite or close what I did not make. Move it aside, or say what should happen to it.',
    choices: ['retry', 'goal', 'skip', 'undo'],
  },
  'not-responding': {
    heading: 'The application did not answer',
    think: 'It may only be slow, so what I asked for could still happen. Look at it before you try again.',
    choices: ['undo', 'retry', 'skip', 'goal'],
  },
  'wrong-effect': {
    heading: 'It ran, but the result is not right',
    think: 'The application did something else, or somebody changed it in the meantime.',
    choices: ['undo', 'retry', 'skip', 'goal'],
  },
  'not-allowed': {
    heading: 'I may not touch that',
    think: 'Its permissions keep me out, or it is outside your own folders.',
    choices: ['skip', 'retry', 'undo', 'goal'],
  },
  never: {
    heading: 'Sonny may not do this',
    think: 'Do this step yourself if you want it, then skip it here and I go on after it.',
    choices: ['skip', 'undo', 'goal'],
  },
  'held-to': {
    heading: 'You did not allow that',
    think: 'Going on would break something you named in the goal, so I stopped before it.',
    choices: ['undo', 'skip', 'goal'],
  },
  'no-room': {
    heading: 'There is no room for it',
    think: 'The disk is full, or this is more than I take on at once.',
    choices: ['retry', 'skip', 'undo', 'goal'],
  },
  unreadable: {
    heading: 'I can’t read that file',
    think: 'It is locked or damaged, or its pages are pictures. I only looked: nothing was changed.',
    choices: ['skip', 'retry', 'undo', 'goal'],
  },
  interrupted: {
    heading: 'I was interrupted',
    think: 'This step may have happened, wholly or in part. Look before you choose.',
    choices: ['undo', 'skip', 'retry', 'goal'],
  },
  'taken-over': {
    heading: 'You took over',
    think: 'I let go in the middle of this step, so it may have happened in part. Look before you choose.',
    choices: ['retry', 'skip', 'undo', 'goal'],
  },
  budget: {
    heading: 'This is more than I do unasked',
    think: 'I stopped before the step. What is done so far stays, and can be undone.',
    choices: ['raise', 'skip', 'undo', 'goal'],
  },
  cooling: {
    heading: 'You said no to this before',
    think: 'So I don’t ask again for some minutes.',
    choices: ['skip', 'undo', 'goal'],
  },
  changed: {
    heading: 'Something changed since your yes',
    think: 'Your yes was for what you saw then, so I stopped. If it is as it was, trying again is enough.',
    choices: ['again', 'retry', 'undo', 'goal'],
  },
  stopped: {
    heading: 'It was stopped',
    think: 'The step may be half done: look at it before you choose.',
    choices: ['undo', 'retry', 'skip', 'goal'],
  },
  'not-possible': {
    heading: 'This computer can’t do that',
    think: 'Something I need is not installed here, or does not answer. Health shows what.',
    choices: ['skip', 'undo', 'goal'],
  },
  'no-plan': {
    heading: 'There is no plan for this',
    think: 'A condition is missing that no step of mine can bring about.',
    choices: ['undo', 'again', 'goal'],
  },
  'nothing-to-do': {
    heading: 'Nothing was to be done',
    think: 'It is so already, or what you made it hang on is not so. That is no failure.',
    choices: ['again', 'goal'],
  },
  kept: {
    heading: 'It was changed since',
    think: 'Taking it back would lose that change, so I left it alone.',
    choices: ['undo', 'again', 'goal'],
  },
  'own-fault': {
    heading: 'Something went wrong inside Sonny',
    think: 'This is my fault, not yours, and I can’t say how far the step got.',
    choices: ['undo', 'skip', 'retry', 'goal'],
  },
};

/** A dialog hides what the step is about, whatever it failed with. */
const DIALOG: TroubleWords = {
  heading: 'A dialog is in the way',
  think:
    'I don’t answer what I did not ask for. Answer or close it, and look how far the step came before it is tried again.',
  choices: ['undo', 'retry', 'skip', 'goal'],
};

export const troubleOf = ({ code, inTheWay }: Pick<ErrorView, 'code' | 'inTheWay'>): TroubleWords =>
  inTheWay ? DIALOG : TROUBLE[CLASS_OF[code]];
