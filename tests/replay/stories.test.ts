import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonical, checkChain } from '../../automation/store/chain.ts';
import { isForgotten } from '../../automation/store/forgotten.ts';
import { CURRENT_FORMAT, parseEvent } from '../../automation/store/journal-format.ts';
import { NEEDS_WALLS } from './memory-stories.ts';
import { record } from './recorder.ts';
import { STORIES } from './stories.ts';

const told = Object.entries(STORIES).filter(([name]) => process.platform === 'linux' || !NEEDS_WALLS.has(name));

// So that a format can be recorded on the day it is released. Most of it is waiting for real files, not work.
describe('a story', () => {
  it.each(told)(
    '%s still happens as it is told, and a fixture of it would lose nothing',
    async (_, story) => {
      const rows = await record(story, mkdtempSync(join(tmpdir(), 'sonny-story-')));
      expect(rows.length).toBeGreaterThan(0);
      expect(checkChain(rows).firstBad).toBeNull();
      for (const row of rows)
        if (!isForgotten(row.event)) expect(canonical(parseEvent(CURRENT_FORMAT, row))).toBe(row.event);
    },
    60_000,
  );
});
