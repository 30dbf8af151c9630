import type { JournalEvent } from '../../../shared/protocol/events.ts';
import type { SideNote } from './side-log.ts';

const stepOf = (key: string): string => key.slice(0, key.lastIndexOf('/'));

const keys = (notes: readonly SideNote[], what: SideNote['what']): readonly string[] =>
  notes.filter((note) => note.what === what).map((note) => note.key);

const repeated = (names: readonly string[]): readonly string[] =>
  names.filter((name, at) => names.indexOf(name) !== at);

/** Keys of acts that a crash cut off: begun, and without an outcome when Sonny started again. */
const cutOff = (rows: readonly JournalEvent[]): readonly string[] => {
  const open = new Set<string>();
  const cut = new Set<string>();
  for (const row of rows) {
    if (row.type === 'step.intended') open.add(row.key);
    if (row.type === 'step.ended') open.delete(row.key);
    if (row.type === 'run.interrupted') for (const key of open) cut.add(key);
  }
  return [...cut];
};

/** Everything that would be wrong about how a journal and what really happened go together. Empty: nothing is. */
export const faultsIn = (rows: readonly JournalEvent[], notes: readonly SideNote[]): readonly string[] => {
  const did = keys(notes, 'did');
  const ended = rows.filter((row) => row.type === 'step.ended');
  const succeeded = ended.filter((row) => row.status === 'verified' || row.status === 'unverified').map((r) => r.key);
  const asked = rows.flatMap((row) => (row.type === 'question.asked' ? [row.question.subject] : []));
  const seen = (key: string): boolean =>
    ended.some((row) => row.key === key && row.evidence.length > 0 && row.evidence.every((e) => e.holds !== null));
  return [
    ...repeated(keys(notes, 'begins')).map((key) => `begun twice under one key: ${key}`),
    ...repeated(did.map(stepOf)).map((step) => `done twice: ${step}`),
    ...did
      .filter((key) => !succeeded.includes(key))
      .map((key) => `lost: ${key} happened, and the journal says otherwise`),
    ...succeeded
      .filter((key) => !did.includes(key))
      .map((key) => `false: ${key} did not happen, and the journal says so`),
    ...cutOff(rows)
      .filter((key) => !asked.includes(`happened:${key}`) && !seen(key))
      .map((key) => `not asked: nothing could tell what became of ${key}`),
    ...repeated(asked).map((subject) => `asked twice: ${subject}`),
  ];
};
