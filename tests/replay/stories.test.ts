import { expect, it } from 'vitest';
import { CURRENT_FORMAT, parseEvent } from '../../automation/store/journal-format.ts';
import { canonical } from '../../automation/store/chain.ts';
import { JOURNAL_VERSION, JournalEvent } from '../../shared/protocol/events.ts';
import { record } from './recorder.ts';
import { STORIES } from './stories.ts';

// So that a format can be recorded on the day it is released. Most of it is waiting for real files, not work.
it('the stories still happen as they are told, and together they write every type of row', async () => {
  const missing = new Set<string>(JournalEvent.options.map((option) => option.shape.type.value));
  for (const [name, story] of Object.entries(STORIES)) {
    const rows = await record(story);
    expect(rows.length, name).toBeGreaterThan(0);
    for (const { seq, event, hash } of rows) {
      missing.delete(event.type);
      // What is written is what would be read: nothing is lost on the way through a fixture.
      const text = canonical(event);
      expect(canonical(parseEvent(CURRENT_FORMAT, { seq, version: JOURNAL_VERSION, event: text, hash })), name).toBe(
        text,
      );
    }
  }
  expect([...missing]).toEqual([]);
}, 60_000);
