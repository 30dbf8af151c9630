import { expect, it } from 'vitest';
import { CURRENT_FORMAT, parseEvent } from '../../automation/store/journal-format.ts';
import { canonical } from '../../automation/store/chain.ts';
import { JOURNAL_VERSION } from '../../shared/protocol/events.ts';
import { record } from './recorder.ts';
import { STORIES } from './stories.ts';

// So that a format can be recorded on the day it is released. Most of it is waiting for real files, not work.
it('the stories still happen as they are told, and a fixture of them would lose nothing', async () => {
  for (const [name, story] of Object.entries(STORIES)) {
    const rows = await record(story);
    expect(rows.length, name).toBeGreaterThan(0);
    for (const { seq, event, hash } of rows) {
      const text = canonical(event);
      expect(canonical(parseEvent(CURRENT_FORMAT, { seq, version: JOURNAL_VERSION, event: text, hash })), name).toBe(
        text,
      );
    }
  }
}, 60_000);
