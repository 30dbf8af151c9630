import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { JOURNAL_VERSION, JournalEvent } from '../../shared/protocol/events.ts';
import type { Linked } from '../../automation/store/chain.ts';
import { isForgotten } from '../../automation/store/forgotten.ts';
import { createJournalFile } from '../../automation/store/journal-file.ts';
import { KEPT_FILE, schemaText, typeOf } from './fixtures.ts';
import { record } from './recorder.ts';
import { STORIES } from './stories.ts';

/** Always the same, so that two recordings differ in times alone. */
const BASE = '/tmp/sonny-recording';

/**
 * Records the stories as fixtures of the present journal format, a file each and a row a line. Run it once, when a format
 * is released: `node tests/replay/record.ts`. Writes nothing while a type of row is in no story. What was recorded is never recorded again.
 */
const recorded = new Map<string, readonly Linked[]>();
const missing = new Set<string>(JournalEvent.options.map((option) => option.shape.type.value));
for (const [name, story] of Object.entries(STORIES)) {
  const rows = await record(story, BASE);
  for (const { event } of rows) if (!isForgotten(event)) missing.delete(typeOf(event));
  recorded.set(name, rows);
}
if (missing.size > 0) throw new Error(`No story writes rows of these types: ${[...missing].join(', ')}.`);
const folder = fileURLToPath(new URL(`../fixtures/journals/v${JOURNAL_VERSION}/`, import.meta.url));
mkdirSync(folder, { recursive: true });
const keep = (name: string, text: string): void => writeFileSync(`${folder}${name}`, text, { flag: 'wx' });
keep('schema.json', schemaText());
for (const [name, rows] of recorded) {
  const lines = rows.map(({ event, ...row }) => JSON.stringify({ ...row, event: JSON.parse(event) }));
  keep(`${name}.jsonl`, `${lines.join('\n')}\n`);
}
createJournalFile(`${folder}${KEPT_FILE}.sqlite`, recorded.get(KEPT_FILE) ?? []);
