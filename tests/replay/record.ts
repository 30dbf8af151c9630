import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { JOURNAL_VERSION } from '../../shared/protocol/events.ts';
import { record } from './recorder.ts';
import { STORIES } from './stories.ts';

/**
 * Records the stories as fixtures of the present journal format, a file each and a row a line. Run it once, when a format
 * is released: `node tests/replay/record.ts`. What was recorded is never recorded again.
 */
const folder = fileURLToPath(new URL(`../fixtures/journals/v${JOURNAL_VERSION}/`, import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, story] of Object.entries(STORIES)) {
  const rows = await record(story);
  const lines = rows.map(({ seq, event, hash }) => JSON.stringify({ seq, version: JOURNAL_VERSION, hash, event }));
  writeFileSync(`${folder}${name}.jsonl`, `${lines.join('\n')}\n`, { flag: 'wx' });
}
