import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { canonical, type Linked } from '../../automation/store/chain.ts';
import { JournalEvent } from '../../shared/protocol/events.ts';

export const FIXTURES = fileURLToPath(new URL('../fixtures/journals/', import.meta.url));

const Row = z.object({
  seq: z.number(),
  version: z.number(),
  hash: z.string(),
  event: z.record(z.string(), z.unknown()),
});

/** The journal formats that were released, by number. */
export const released = (): number[] =>
  readdirSync(FIXTURES)
    .flatMap((name) => (/^v\d+$/.test(name) ? [Number(name.slice(1))] : []))
    .sort((a, b) => a - b);

/** Names of the journals that were recorded when the format was released. */
export const journalsOf = (version: number): string[] =>
  readdirSync(`${FIXTURES}v${version}`).flatMap((name) =>
    name.endsWith('.jsonl') ? [name.slice(0, -'.jsonl'.length)] : [],
  );

/** The rows of a recorded journal as they were on disk. */
export const rowsOf = (version: number, name: string): Linked[] =>
  readFileSync(`${FIXTURES}v${version}/${name}.jsonl`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { seq, version: written, hash, event } = Row.parse(JSON.parse(line));
      return { seq, version: written, hash, event: canonical(event) };
    });

const Typed = z.object({ type: z.string() });

/** What type of row a row's text is of. */
export const typeOf = (event: string): string => Typed.parse(JSON.parse(event)).type;

/** What a row may be, as it is kept when a format is released. */
export const schemaText = (): string => `${JSON.stringify(z.toJSONSchema(JournalEvent), null, 2)}\n`;

/** The journal whose file itself is kept too, as it lay on disk. */
export const KEPT_FILE = 'forgotten-with-what-came-of-it';
