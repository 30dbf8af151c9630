import { JOURNAL_VERSION, JournalEvent } from '../../shared/protocol/events.ts';
import type { Journal } from '../../shared/ports/journal.ts';
import { PROGRAM } from '../../shared/protocol/program-events.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { BEFORE_FIRST, checkChain, linkAfter, type Linked } from './chain.ts';
import { forgottenText, isForgotten, stretchesOf } from './forgotten.ts';

/** A journal that ends with its process: for trials and tests. Events are kept as text, as on disk. */
export const memoryJournal = (): Journal => {
  const rows: Linked[] = [];
  const toRow = ({ seq, event, hash }: Linked) => ({ seq, event: JournalEvent.parse(JSON.parse(event)), hash });
  return {
    notice: null,
    append(events) {
      const added = linkAfter(rows.at(-1) ?? BEFORE_FIRST, events, JOURNAL_VERSION);
      rows.push(...added);
      return added.map(({ seq, source, hash }) => ({ seq, event: source, hash }));
    },
    *read({ afterSeq = 0, runId } = {}) {
      for (const stored of rows) {
        if (stored.seq <= afterSeq || isForgotten(stored.event)) continue;
        const row = toRow(stored);
        if (runId === undefined || row.event.runId === runId) yield row;
      }
    },
    runs: (limit, beforeAt = Infinity) =>
      rows
        .filter((row) => !isForgotten(row.event))
        .map((row) => toRow(row).event)
        .filter((event) => event.type === 'run.started' && event.at < beforeAt)
        .reverse()
        .sort((a, b) => b.at - a.at)
        .slice(0, limit)
        .map((event) => event.runId),
    forget(runId, at, about = () => false) {
      const gone = [...this.read()].filter(
        ({ event }) => event.runId === runId || (event.runId === PROGRAM && about(event)),
      );
      if (!gone.some(({ event }) => event.runId === runId)) throw new SonnyError('RUN_NOT_FOUND', runId);
      const stretches = stretchesOf(gone.map(({ seq }) => seq));
      this.append([{ type: 'run.forgotten', at, runId: PROGRAM, of: runId, rows: stretches, by: 'person' }]);
      for (const { seq } of gone) {
        const row = rows[seq - 1];
        if (row) rows[seq - 1] = { ...row, event: forgottenText(row.event) };
      }
    },
    verify() {
      const { firstBad } = checkChain(rows);
      return { firstBad, rows: rows.length };
    },
    close() {},
  };
};
