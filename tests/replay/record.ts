import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { JOURNAL_VERSION, JournalEvent } from '../../shared/protocol/events.ts';
import { record } from './recorder.ts';
import { STORIES } from './stories.ts';

/**
 * Records the stories as fixtures of the present journal format, a file each and a row a line. Run it once, when a format
 * is released: `node tests/replay/record.ts`. Writes nothing while a type of row is in no story. What was recorded is never recorded again.
 */
const recorded = new Map<string, string>();
const missing = new Set<string>(JournalEvent.options.map((option) => option.shape.type.value));
for (const [name, story] of Object.entries(STORIES)) {
  const rows = await record(story);
  for (const { event } of rows) missing.delete(event.type);
  const lines = rows.map(({ seq, event, hash }) => JSON.stringify({ seq, version: JOURNAL_VERSION, hash, event }));
  recorded.set(name, `${lines.join('\n')}\n`);
}
if (missing.size > 0) throw new Error(`No story writes rows of these types: ${[...missing].join(', ')}.`);
const folder = fileURLToPath(new URL(`../fixtures/journals/v${JOURNAL_VERSION}/`, import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, text] of recorded) writeFileSync(`${folder}${name}.jsonl`, text, { flag: 'wx' });
