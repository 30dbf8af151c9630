import { shorten } from '../../planning/words.ts';
import type { Progress } from '../../ports/progress.ts';
import { SonnyError } from '../../protocol/errors.ts';
import { HAPPENED, type Question } from '../../protocol/run.ts';
import type { Evidence } from '../../protocol/step.ts';
import type { Check, Skill } from '../../skills/skill.ts';
import { keyOf } from '../../symbolic/atom.ts';
import type { Outcome } from '../act/outcome.ts';
import type { ExecutionPorts } from '../ports.ts';
import { seenOf, type Seen } from './seen-of.ts';
import type { Act, RunState } from '../state.ts';
import { verify } from '../act/verify.ts';

/** What is known of an act that was begun before a crash: its outcome, or the question that a person has to answer. */
export type Reconciled = { readonly outcome: Outcome } | { readonly question: Omit<Question, 'id'> };

/** `receipt`: what was kept before the act; null when it had no effect. */
const ended = (
  status: Outcome['status'],
  evidence: Outcome['evidence'],
  receipt: Act['receipt'],
  details?: string,
): Reconciled => ({
  outcome: {
    status,
    evidence,
    outputs: {},
    receipt,
    ...(details === undefined ? {} : { error: new SonnyError('INTERRUPTED', details).view() }),
  },
});

/** The checks that can still be made, and whether they are all: some lean on what the act gave, which is lost. */
const checksOf = (skill: Skill | undefined, args: Act['args']): { checks: readonly Check[]; whole: boolean } => {
  let whole = skill !== undefined;
  const lost = new Proxy({}, { get: () => void (whole = false) });
  return { checks: skill?.checks(args, lost) ?? [], whole };
};

/** Whether the effect can't have been there before: what the act needs rules it out. */
const isNew = (skill: Skill, args: Act['args']): boolean =>
  skill
    .changes(args, '')
    .some((change) =>
      skill
        .needs(args)
        .some((need) => keyOf(need) === keyOf(change) && (need.negated ?? false) !== (change.negated ?? false)),
    );

/**
 * Looks for the effect of an act that gave no outcome. Seen whole, and new or harmless to send again: it happened.
 * Contradicted in every part, and harmless to send again: it did not. `happened` is null for anything else: a text may have
 * stood there before, a part may have been done. `patience` as for `verify`.
 */
export const lookFor = async (
  act: Act,
  ports: ExecutionPorts,
  progress: Progress,
  patience?: number,
): Promise<{ readonly happened: boolean | null; readonly evidence: Outcome['evidence'] }> => {
  const skill = ports.skills.get(act.skill);
  const { checks, whole } = checksOf(skill, act.args);
  const decisive = whole && skill?.idempotent === true;
  const evidence = await verify(checks, ports.observers, ports.clock, progress, patience);
  const all = (holds: boolean): boolean => evidence.length > 0 && evidence.every((e) => e.holds === holds);
  if (skill && all(true) && (decisive || isNew(skill, act.args))) return { happened: true, evidence };
  return { happened: decisive && all(false) ? false : null, evidence };
};

const isSeenWhole = ({ some, lacks, untold }: Seen): boolean => some && !lacks && !untold;

/** Evidence as it is shown, with paths from the home folder on. */
const told = (evidence: readonly Evidence[], home: string): Outcome['evidence'] =>
  evidence.map((one) => ({ ...one, say: shorten(one.say, home) }));

/** Whether it only looks or waits, so that it can be taken up again without harm and nobody needs to know how far it was. */
const changesNothing = ({ undo, risk, idempotent, grows, open }: Skill): boolean =>
  undo.kind === 'nothing' && risk === 'R0' && idempotent && grows !== true && open !== true;

/** What was waited for may be there by now. Else the step waits for the person’s word to go on: what it would have given is lost. */
const lookedAgain = async (
  act: Act,
  { outputs }: Skill,
  ports: ExecutionPorts,
  progress: Progress,
): Promise<Reconciled> => {
  const found = outputs.length === 0 ? await lookFor(act, ports, progress, 0) : null;
  if (found?.happened) return ended('verified', told(found.evidence, ports.home), null);
  return ended('refused', [], null, 'It changes nothing, and is taken up again when the run goes on.');
};

/** What became of an act whose outcome a crash swallowed, or who is to say so. The act itself is never repeated here. */
export const reconcile = async (
  act: Act,
  state: RunState,
  ports: ExecutionPorts,
  progress: Progress,
): Promise<Reconciled> => {
  const subject = `${HAPPENED}${act.key}`;
  const answer = state.answers[subject];
  if (answer === 'yes') {
    const seen = await seenOf(act, ports, progress.signal);
    // Their word rules out that it was so before; that it is so, was read.
    if (seen && isSeenWhole(seen)) return ended('verified', told(seen.whole, ports.home), act.receipt);
    return ended('unverified', [{ path: 'person', say: 'you said that it had happened', holds: null }], act.receipt);
  }
  if (answer !== undefined) {
    const no = answer === 'no';
    const seen = await seenOf(act, ports, progress.signal);
    const isSomeDone = seen?.evidence.some(({ holds }) => holds === true) === true;
    const partly = seen !== null && seen.some && seen.lacks;
    const known = seen && (partly || isSomeDone) ? ` ${shorten(seen.say, ports.home)}` : '';
    const say = partly ? 'you said that not all of it had happened' : 'you said that it had not happened';
    const word: Outcome['evidence'] = no ? [{ path: 'person', say, holds: false }] : [];
    // A part of it may have: what was prepared takes that back, and finds nothing to do where there is none.
    const details = no ? `${say.replace(/^y/u, 'Y')}.${known}` : `Whether it had happened is not known.${known}`;
    return ended('failed', [...(isSomeDone ? seen.evidence : []), ...word], act.receipt, details);
  }

  const skill = ports.skills.get(act.skill);
  if (skill && changesNothing(skill) && !state.view.steps.some(({ id, asks }) => id === act.stepId && asks))
    return lookedAgain(act, skill, ports, progress);

  const { happened, evidence: seen } = await lookFor(act, ports, progress);
  if (happened === true) return ended('verified', told(seen, ports.home), act.receipt);
  if (happened === false) return ended('failed', told(seen, ports.home), null, 'It had not happened.');
  // What it gave is lost, but what was kept before it may tell as much.
  const kept = await seenOf(act, ports, progress.signal);
  if (skill && kept && isSeenWhole(kept) && isNew(skill, act.args))
    return ended('verified', told(kept.whole, ports.home), act.receipt);
  return { question: { subject, ...asked(act, state, kept, ports.home) } };
};

/** The question to the person, with all that is known of the act. No answer is offered that goes against what was read back. */
const asked = (act: Act, { view }: RunState, seen: Seen | null, home: string): Pick<Question, 'ask' | 'candidates'> => {
  const place = view.steps.findIndex(({ id }) => id === act.stepId);
  const which = view.steps.length > 1 ? ` (step ${place + 1} of ${view.steps.length})` : '';
  const what = `“${view.steps[place]?.title ?? act.stepId}”${which}`;
  const again = 'it can then be tried again';
  const onwards = 'you then choose how to go on, and what was done of it can be undone';
  const happened = { id: 'yes', label: 'Yes, it happened', detail: 'go on after it' };
  if (seen === null)
    return {
      ask: `Sonny was interrupted while it did this, and can’t see whether it happened: ${what}. Did it?`,
      candidates: [happened, { id: 'no', label: 'No, it did not', detail: again }],
    };
  const { some, lacks, untold, evidence } = seen;
  const known = `Sonny was interrupted while it did this: ${what}. ${shorten(seen.say, home)}`;
  const not = (none: string, part: string): Question['candidates'][number] => ({
    id: 'no',
    label: some ? part : none,
    detail: some ? onwards : again,
  });
  // What lacks in its place was not done, whatever anybody says; what a window no longer shows may have been there.
  if (lacks && evidence.length > 0)
    return {
      ask: `${known} So ${some ? 'not all of it happened' : 'it did not happen'}.`,
      candidates: [not('It did not happen', 'Not all of it happened')],
    };
  if (some && !lacks && !untold)
    return {
      ask: `${known} Was that so before, or did it happen?`,
      candidates: [happened, { id: 'no', label: 'No, that was so before', detail: again }],
    };
  return {
    ask: `${known} Did ${some ? 'all of it' : 'it'} happen${lacks ? ', and was changed since' : ''}?`,
    candidates: [happened, not('No, it did not', 'No, not all of it')],
  };
};
