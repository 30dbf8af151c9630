import type { Command } from '../../shared/protocol/commands.ts';
import type { MemoryView, RememberedRun } from '../../shared/protocol/memory.ts';

const AT = Date.UTC(2026, 10, 24, 9, 30);
const HOUR = 3_600_000;

const run = (n: number, goal: string, more: Partial<RememberedRun> = {}): RememberedRun => ({
  runId: `run-${n}`,
  goal,
  at: AT - n * HOUR,
  skills: ['files.move'],
  chosen: [],
  space: null,
  ...more,
});

const ASK = 'Which application is “text editor”?';
const FIRST = 'write "Buy milk" in the text editor and save it as ~/Documents/shopping.txt';

/** What a fake program remembers. */
const REMEMBERED: MemoryView = {
  preferences: [
    {
      id: 'app:text editor',
      ask: ASK,
      choice: 'Mousepad',
      rests: [
        { runId: 'run-3', questionId: 'question-3', goal: 'write "Hello" in the text editor', at: AT - 3 * HOUR },
        { runId: 'run-2', questionId: 'question-2', goal: FIRST, at: AT - 2 * HOUR },
      ],
    },
  ],
  runs: [
    run(2, FIRST, { skills: ['app.open', 'text.write', 'document.save'], chosen: [{ ask: ASK, choice: 'Mousepad' }] }),
    run(5, 'אנא העבר את כל הקבצים מתיקיית ההורדות אל ~/Papers'),
    run(7, 'could every PDF out of ~/Downloads please live in ~/Papers', { space: 'nomic-embed-text' }),
  ],
};

export class FakeMemory {
  view = REMEMBERED;

  do(command: Extract<Command, { type: 'preference.forget' | 'run.forget' }>): void {
    const { preferences, runs } = this.view;
    this.view =
      command.type === 'run.forget'
        ? { preferences, runs: runs.filter(({ runId }) => runId !== command.runId) }
        : { preferences: preferences.filter(({ id }) => id !== command.id), runs };
  }
}

/** As many runs as are ever remembered, one of them with a goal of many words. */
export const much = (): MemoryView => ({
  preferences: [],
  runs: Array.from({ length: 200 }, (_, n) =>
    run(n, n === 1 ? 'move every one of these, '.repeat(80) : `move the ${n + 1}. of my papers to ~/Papers`),
  ),
});
