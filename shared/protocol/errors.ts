import { z } from 'zod';

/**
 * Every error a person or a program can meet, by code. `say` is what happened; `hint` is what to do next.
 * Codes are stable: scripts may branch on them. Details that vary go into `SonnyError.details`.
 */
export const ERRORS = {
  // goal and plan
  GOAL_EMPTY: {
    say: 'There is no goal to work on.',
    hint: 'Type what you want done, for example: write "hello" in the text editor.',
  },
  GOAL_TOO_LONG: {
    say: 'The goal is too long.',
    hint: 'Keep it under 32,000 characters; put long text into a file and name the file.',
  },
  GOAL_NOT_UNDERSTOOD: {
    say: 'I can’t do that offline.',
    hint: 'Say it in other words, or set up a language model in Settings to say it in any words.',
  },
  NO_WAY_KNOWN: {
    say: 'The model knows no way to do that.',
    hint: 'Say it otherwise or in smaller parts; Skills lists what Sonny can do.',
  },
  PLAN_DOES_NOT_HOLD: {
    say: 'The plan would not work, so nothing was started.',
    hint: 'Change the goal, or what stands in its way, and start it again.',
  },
  NOTHING_TO_DO: { say: 'Nothing was to be done.', hint: 'Nothing was touched. Ask for something else.' },
  NO_OTHER_WAY: {
    say: 'There is no other way to do what is left.',
    hint: 'Try the step again, skip it, or undo what was done.',
  },
  CONSTRAINT_VIOLATED: {
    say: 'That would break what you asked me to keep to.',
    hint: 'Change the goal, or what is to be kept to, and start it again.',
  },
  FACT_EXPIRED: {
    say: 'What this step relies on was seen too long ago, and could not be looked at again.',
    hint: 'Nothing was touched. Try the step again, or start the goal again.',
  },
  // knowledge
  FACT_INVALID: {
    say: 'That is not a fact that Sonny can take.',
    hint: 'Write it as relation("text", 2, true); `npm start -- facts --relations` lists what there is.',
  },
  FACT_NOT_FOUND: { say: 'There is no such fact.', hint: 'Use an id or the text of a fact from the list of facts.' },
  FACT_DERIVED: {
    say: 'A rule gives this fact, so it can’t be taken back by itself.',
    hint: 'Ask why it holds, and take back what it rests on.',
  },
  FACTS_TOO_MANY: { say: 'There are too many facts to keep one more.', hint: 'Ask for fewer folders at a time.' },
  RULES_INVALID: {
    say: 'The rules can’t be used.',
    hint: 'Mend what the details name, and try them again; the rules in use are as they were.',
  },
  PLAN_CHANGED: {
    say: 'The plan is not the one that was approved.',
    hint: 'Look at the plan as it is now and approve that; where the run has ended, start the goal again.',
  },
  PDDL_SYNTAX: {
    say: 'The planning problem could not be read.',
    hint: 'Mend the place that is named by line and column.',
  },
  PDDL_UNSUPPORTED: {
    say: 'The planning problem uses a feature that is not supported.',
    hint: 'Write it with typed actions, literals and action costs only.',
  },
  PDDL_TOO_LARGE: {
    say: 'The planning problem’s text is too large.',
    hint: 'Split it, or leave out what the goal does not need.',
  },
  PLANNING_TOO_LARGE: {
    say: 'There is too much to look at to plan this.',
    hint: 'Leave out what the goal does not need, or ask for it in parts.',
  },
  PLANNING_INVALID: {
    say: 'The planning problem contradicts itself.',
    hint: 'Mend the action, object or relation that is named.',
  },
  // commands and protocol
  COMMAND_INVALID: { say: 'Sonny can’t take that as it is given.', hint: 'Mend what is named, and try again.' },
  COMMAND_NOT_NOW: {
    say: 'That can’t be done now.',
    hint: 'Do what is named first, or look how things stand and choose what can be done then.',
  },
  RUN_NOT_FOUND: { say: 'There is no such run.', hint: 'Use an id from the history.' },
  SCHEMA_VERSION: {
    say: 'The other side speaks another version of the protocol.',
    hint: 'Reload the window, or update the older side.',
  },
  CONNECTION_LOST: {
    say: 'The connection to Sonny broke before it answered.',
    hint: 'Look at the history first: it may have been done.',
  },
  NOT_AUTHORISED: {
    say: 'This request is not from Sonny’s own window.',
    hint: 'Open Sonny through a new link, which works once: `npm start -- link` prints one.',
  },
  // MCP servers
  MCP_UNREACHABLE: {
    say: 'The MCP server could not be started or reached.',
    hint: 'Nothing was touched. Look at its command line or address in Servers, and try again.',
  },
  MCP_CHANGED: {
    say: 'The MCP server describes this tool otherwise than when you accepted it.',
    hint: 'Nothing was touched. Look at the change in Servers, and accept it if it is all right.',
  },
  MCP_TOOL_FAILED: {
    say: 'The MCP server says that its tool failed.',
    hint: 'Look at what it says, and at what it may have done before.',
  },
  MCP_BAD_ANSWER: {
    say: 'What the MCP server answered can’t be used.',
    hint: 'It may have done something all the same. Look before trying again.',
  },
  MCP_SIGN_IN: {
    say: 'The MCP server wants you to sign in.',
    hint: 'Nothing was touched. Sign in at the server in Servers, or with `npm start -- mcp sign-in`, and try again.',
  },
  MCP_SIGN_IN_FAILED: {
    say: 'Signing in at the MCP server did not succeed.',
    hint: 'Nothing was kept. The details say why; try again, or ask who runs the server.',
  },
  MCP_INVALID: {
    say: 'Something about that MCP server is not right.',
    hint: 'Mend what is named. `npm start -- mcp list` shows the servers there are, `npm start -- mcp add --help` how one is added.',
  },
  // acting
  TARGET_GONE: {
    say: 'What this step was about is no longer there.',
    hint: 'Nothing was touched. Open it again and run the goal once more.',
  },
  TARGET_MISSING: {
    say: 'I could not find what this step is about.',
    hint: 'Open the window or page that has it, then try again.',
  },
  TARGET_AMBIGUOUS: { say: 'Several things match.', hint: 'Say which one is meant.' },
  WRONG_EFFECT: {
    say: 'The step ran, but what was read back is not what was expected.',
    hint: 'Look at the evidence; undo or finish by hand.',
  },
  SURPRISE: {
    say: 'The step ran, but the world is not as the plan predicted.',
    hint: 'Look at what was seen; undo, try the step again, or go on without it.',
  },
  NOT_RESPONDING: { say: 'The application is not responding.', hint: 'Wait for it or close it, then try again.' },
  DEADLINE: {
    say: 'That took longer than it may.',
    hint: 'Look whether what it is about still answers, then try again.',
  },
  CANCELLED: { say: 'You stopped it.', hint: 'Nothing further was done. Undo is still possible.' },
  STOP_NOT_ARMED: {
    say: 'Nobody is here to watch, and nothing outside Sonny’s window could stop it.',
    hint: 'Open Sonny’s window or run it in a terminal; `npm start -- doctor` says why no way to stop it is armed.',
  },
  BUDGET_RATE: {
    say: 'That would be more steps of this kind than Sonny takes in so short a time.',
    hint: 'Wait a little and try again, or let it go on once.',
  },
  BUDGET_STEPS: { say: 'The run has begun as many steps as it may.', hint: 'Look at it, then let it go on once.' },
  BUDGET_TIME: { say: 'The run has taken as long as it may.', hint: 'Look at it, then let it go on once.' },
  BUDGET_FILES: { say: 'The run would touch more files than it may.', hint: 'Look at it, then let it go on once.' },
  BUDGET_COST: { say: 'The run has cost as much as it may.', hint: 'Look at it, then let it go on once.' },
  LOOP_BROKEN: {
    say: 'The run would do once more what has failed before.',
    hint: 'Do it another way, or let it try once more.',
  },
  COOLING_DOWN: {
    say: 'You have said no to steps like this, so Sonny does not ask for a while.',
    hint: 'Skip the step, or start the goal again later.',
  },
  TAKEN_OVER: {
    say: 'You took over while Sonny did this.',
    hint: 'Look at it first; then hand back, try the step again, skip it, or undo the rest.',
  },
  STOPPED: {
    say: 'Sonny is stopped: nothing acts until you let it.',
    hint: 'Reset the stop in Sonny’s window, or with `npm start -- stop --reset`.',
  },
  REFUSED_BY_POLICY: { say: 'Sonny may not do this.', hint: 'Do this step yourself if you need it.' },
  INPUT_CLOSED: { say: 'Input is closed while an approval is pending.', hint: 'Answer the question first.' },
  INTERRUPTED: {
    say: 'Sonny was interrupted during this step.',
    hint: 'Look at it first; then try the step again, skip it, or undo the rest.',
  },
  NOT_READ: {
    say: 'Each of these steps has to be read before a yes counts.',
    hint: 'Read every step and tick it, then approve them.',
  },
  APPROVAL_EXPIRED: { say: 'Nobody answered in time, which counts as no.', hint: 'Start the goal again.' },
  UNDO_CONFLICT: {
    say: 'Something was changed since; undoing would lose it.',
    hint: 'It was left as it is. Where you can choose what becomes of it, Sonny asks: in its window, or with `npm start -- answer`. Else undo this step by hand.',
  },
  MODEL_NOT_SET_UP: {
    say: 'No language model is set up.',
    hint: 'Name a server and a model in Settings, or say the goal in words that Sonny reads by itself.',
  },
  MODEL_UNREACHABLE: {
    say: 'The model’s server does not answer.',
    hint: 'Check that it runs and that its address in Settings is right, then try again.',
  },
  MODEL_WRONG_ADDRESS: {
    say: 'No model’s server is at that address.',
    hint: 'Give the address that the server’s maker names, with its version, as in http://127.0.0.1:11434/v1: in Settings, or with `npm start -- model set --base-url <address>`.',
  },
  MODEL_FAILED: {
    say: 'The model’s server failed.',
    hint: 'Try again. If it fails again, look at the server itself: its log says more.',
  },
  MODEL_SLOW: {
    say: 'The model’s server takes too long.',
    hint: 'Look whether it runs, and try again: it may have to load the model first. How long Sonny waits for the first word is a setting (`npm start -- model set --first-word-seconds <number>`).',
  },
  MODEL_REFUSED: {
    say: 'The model’s server refused the request.',
    hint: 'Check the key and the model’s name in Settings; the details hold the server’s own words.',
  },
  MODEL_BUSY: { say: 'The model’s server has too much to do.', hint: 'Wait for the time it names, then try again.' },
  MODEL_CUT_OFF: {
    say: 'The model’s answer broke off.',
    hint: 'Nothing was done with the part that came. Try again.',
  },
  MODEL_INVALID: {
    say: 'The model’s answer has not the form that was asked for.',
    hint: 'Try again, or choose a model that is better at following a form.',
  },
  MODEL_TOO_LONG: {
    say: 'The model can’t take in that much text at once.',
    hint: 'Ask for less at a time, or choose a model with a larger context.',
  },
  // scripts
  SCRIPT_NO_WALLS: {
    say: 'This machine can’t wall a script in, so Sonny runs none.',
    hint: 'Do what the details say, then look at `npm start -- doctor`; everything that needs no script works as before.',
  },
  SCRIPT_REFUSED: {
    say: 'The script did not prove itself, so it was not run.',
    hint: 'Nothing of yours was touched. Read what is wrong with it, and let it be written again.',
  },
  SCRIPT_FAILED: {
    say: 'The script ended with an error.',
    hint: 'Nothing of yours was changed: what it wrote was thrown away. Read the details, and let it be written again.',
  },
  SCRIPT_STRAYED: {
    say: 'The script tried something that it had not declared.',
    hint: 'Nothing of yours was changed: the walls held, and what it wrote was thrown away. Do not use this script.',
  },
  SCRIPT_DIFFERS: {
    say: 'The script would now leave something else than what you were shown.',
    hint: 'Nothing of yours was changed. Its files may have changed meanwhile: start the goal again to see what it would leave now.',
  },
  UNSUPPORTED: {
    say: 'This is not possible on this machine.',
    hint: 'Run `npm start -- doctor` to see what is missing.',
  },
  // files
  FILE_NOT_FOUND: { say: 'There is no such file or folder.', hint: 'Check the path.' },
  FILE_EXISTS: { say: 'There is something at that place already.', hint: 'Choose another name.' },
  FILE_INTO_ITSELF: { say: 'A folder can’t go into itself.', hint: 'Choose a place outside it.' },
  FILE_DENIED: {
    say: 'Sonny can’t work in that place.',
    hint: 'Choose another place inside your home folder. Keys, password stores and browser profiles stay closed.',
  },
  FILE_UNREADABLE: {
    say: 'The text of this file can’t be read.',
    hint: 'Open it yourself, and save what it says as text or as a PDF with text and without a password.',
  },
  FILE_TOO_BIG: { say: 'The file is too big for this.', hint: 'Choose a smaller file.' },
  // peers
  PEER_REFUSED: {
    say: 'The other Sonny was refused, and nothing of what it sent was taken in.',
    hint: 'Check that it is one of yours; if it is a copy of another, start it with a profile of its own.',
  },
  // host and storage
  NO_DISPLAY: {
    say: 'There is no display to work on.',
    hint: 'Start Sonny in a desktop session, or install xvfb and openbox for a virtual one.',
  },
  NO_ACCESSIBILITY: {
    say: 'The accessibility bus does not answer.',
    hint: 'Install at-spi2-core and start Sonny in a desktop session.',
  },
  DRIVER_DOWN: { say: 'The desktop driver stopped and was replaced.', hint: 'Try again.' },
  STORE_FULL: { say: 'The disk is full; nothing more was started.', hint: 'Free some space, then continue the run.' },
  STORE_CORRUPT: {
    say: 'The journal was damaged; the damaged file was kept aside.',
    hint: 'Run `npm start -- audit verify` for details. Sonny continues with what is sound.',
  },
  JOURNAL_NOT_KNOWN: {
    say: 'The file in the journal’s place is whole, and Sonny knows none of its rows, so it was left as it is.',
    hint: 'Perhaps a later Sonny wrote it: start that one. To begin a new journal instead, move the file journal.sqlite to another folder.',
  },
  JOURNAL_TAMPERED: {
    say: 'The journal is not as Sonny wrote it.',
    hint: 'Keep a copy of the profile as it is and run `npm start -- audit verify`, best with a head or an export kept elsewhere.',
  },
  SETTINGS_CORRUPT: {
    say: 'Settings could not be read: what was readable is kept, and defaults are used for the rest.',
    hint: 'Look at the settings, and compare the kept copy.',
  },
  PROFILE_IN_USE: {
    say: 'Another Sonny is using this profile.',
    hint: 'Use its window if it has one. A run at another terminal has to end first: wait for it, or stop it with `npm start -- stop`.',
  },
  INTERNAL: {
    say: 'Something went wrong inside Sonny.',
    hint: 'Try again; if it happens once more, report it with the details.',
  },
} as const satisfies Record<string, { say: string; hint: string }>;

export type ErrorCode = keyof typeof ERRORS;

export const ErrorView = z.object({
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
  say: z.string(),
  hint: z.string(),
  details: z.string().optional(),
  /** The dialog that has to be answered first, in a sentence; it stands in the details, too. */
  inTheWay: z.string().optional(),
});
export type ErrorView = z.infer<typeof ErrorView>;

/** The only error that crosses a boundary. Anything else that is thrown is a bug and becomes INTERNAL. */
export class SonnyError extends Error {
  readonly code: ErrorCode;
  readonly details: string | undefined;
  /** What to do next, where the cause is known better than the code says. */
  readonly hint: string;
  constructor(code: ErrorCode, details?: string, options?: { cause?: unknown; hint?: string }) {
    super(details ? `${code}: ${ERRORS[code].say} ${details}` : `${code}: ${ERRORS[code].say}`, options);
    this.name = 'SonnyError';
    this.code = code;
    this.details = details;
    this.hint = options?.hint ?? ERRORS[code].hint;
  }
  view(): ErrorView {
    return {
      code: this.code,
      say: ERRORS[this.code].say,
      hint: this.hint,
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }
  static from(thrown: unknown): SonnyError {
    if (thrown instanceof SonnyError) return thrown;
    return new SonnyError('INTERNAL', thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
  }
}
