import { until } from '../patience.ts';
import { keeping } from './keeping.ts';
import { layoutKeys } from './layout-keys.ts';
import { paste } from './paste.ts';
import { judge, type Verdict } from './read-back.ts';
import { restore } from './restore.ts';
import { setContents } from './set-contents.ts';
import { isTerminal } from './terminals.ts';
import type { TextEntryPorts } from './ports.ts';
import type { Entry, Rung } from './rung.ts';
import type { ActionResult, ElementQuery, Window } from '../../../shared/ports/driver.ts';
import type { Progress } from '../../../shared/ports/progress.ts';
import type { Evidence } from '../../../shared/protocol/step.ts';

const RUNGS: readonly Rung[] = [setContents, paste, layoutKeys];

/** How long an application may take to show what it was given, and per 1000 characters more. Milliseconds. */
const PATIENCE = 1_500;
const FETCH_AGAIN = 250;
const PATIENCE_PER_THOUSAND = 50;

/** NUL ends a text in every desktop protocol, and half a character is none. */
const impossible = (text: string): boolean => text.includes('\0') || !text.isWellFormed();

const expectedOf = ({ mode, text, before, range }: Entry): string | null => {
  if (mode === 'replace') return text;
  return before === null || range === null ? null : before.slice(0, range.start) + text + before.slice(range.end);
};

/** Waits for the content to become what it should be; the last look decides. */
const readBack = async (
  ports: TextEntryPorts,
  { field }: Entry,
  expected: string | null,
  progress: Progress,
): Promise<Verdict> => {
  let verdict = judge(expected, null);
  if (!field) {
    // Some programs fetch twice; the clipboard stays as it is that long.
    await until(async () => null, progress, FETCH_AGAIN);
    return verdict;
  }
  const look = async (): Promise<true | null> => {
    verdict = judge(expected, await field.read(progress));
    return verdict.status === 'verified' ? true : null;
  };
  await until(look, progress, PATIENCE + (PATIENCE_PER_THOUSAND * (expected?.length ?? 0)) / 1_000, ports.onChange);
  return verdict;
};

const refused = (say: string): ActionResult => ({
  status: 'refused',
  evidence: [{ path: 'accessibility', say, holds: null }],
});

type Outcome =
  | { readonly ended: true; readonly result: ActionResult }
  /** The content is what it was before; `failure` says what had been entered instead, if anything. */
  | { readonly ended: false; readonly why: string; readonly failure?: Evidence };

/** Tries one rung and reads back. What it got wrong is put back; where that fails the climb ends there. */
const climb = async (
  ports: TextEntryPorts,
  entry: Entry,
  rung: Rung,
  expected: string | null,
  progress: Progress,
): Promise<Outcome> => {
  const { method } = rung;
  const attempt = await rung.enter(ports, entry, progress);
  // Even a way that was given up may have left a trace.
  if (!attempt.sent && (await restore(ports, entry, progress))) return { ended: false, why: attempt.why };
  const verdict = await readBack(ports, entry, expected, progress);
  const evidence = [...(attempt.sent ? attempt.evidence : []), verdict.evidence];
  const loss = verdict.status === 'verified' ? await entry.field?.loses(entry.text, progress) : null;
  if (loss) {
    const doubt: Evidence = { path: 'accessibility', say: loss, holds: null };
    return { ended: true, result: { status: 'unverified', method, evidence: [...evidence, doubt] } };
  }
  if (!verdict.wrong || !attempt.sent || !(await restore(ports, entry, progress)))
    return { ended: true, result: { status: verdict.status, method, evidence } };
  const say = `${method}: ${verdict.evidence.say}; the text before was put back`;
  return { ended: false, why: say, failure: { ...verdict.evidence, say } };
};

/**
 * Enters a text exactly, by the first way that works, and reads the whole content back. `verified` only when it is equal,
 * character for character. What a way got wrong is put back before the next is tried, so nothing is entered twice.
 * Rejects with what the ports reject with: TARGET_MISSING, TARGET_AMBIGUOUS, NOT_RESPONDING, DEADLINE, CANCELLED ...
 */
export const enterText = async (
  ports: TextEntryPorts,
  window: Window,
  text: string,
  mode: 'insert' | 'replace',
  query: ElementQuery | null,
  progress: Progress,
): Promise<ActionResult> => {
  if (impossible(text)) return refused('The text has a character that no application can be given.');
  // What a terminal shows is not what stands in its line, and its keys for undoing and selecting mean other things.
  const field = isTerminal(window) ? null : await ports.field(window, query, progress);
  const before = field ? await field.read(progress) : null;
  const range = field && mode === 'insert' ? await field.range(progress) : null;
  const entry: Entry = { window, text, mode, field, before, range };
  const expected = expectedOf(entry);
  if (expected !== null && expected === before)
    return { status: 'verified', evidence: [judge(expected, before).evidence] };

  const failures: Evidence[] = [];
  const reasons: string[] = [];
  for (const rung of RUNGS) {
    const outcome = await keeping(ports, rung.disturbs(entry), progress, () =>
      climb(ports, entry, rung, expected, progress),
    );
    if (outcome.ended) return { ...outcome.result, evidence: [...failures, ...outcome.result.evidence] };
    if (outcome.failure) failures.push(outcome.failure);
    else reasons.push(`${rung.method}: ${outcome.why}`);
  }
  return failures.length > 0 ? { status: 'partial', evidence: failures } : refused(reasons.join(' '));
};
