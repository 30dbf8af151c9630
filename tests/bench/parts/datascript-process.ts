import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Datascript {
  empty_db(schema: object): unknown;
  db_with(db: unknown, entities: readonly object[]): unknown;
  q(query: string, ...inputs: readonly unknown[]): readonly unknown[];
}

const RULES = '[[(path ?a ?b) [?a "to" ?b]] [(path ?a ?c) [?b "to" ?c] (path ?a ?b)]]';
const QUERY = '[:find ?a ?b :in $ % :where (path ?a ?b)]';

const datascript = createRequire(join(process.env['DATASCRIPT_FOLDER'] ?? '', 'package.json'))(
  'datascript',
) as Datascript;

/** The closure of a chain: how many facts it has and the processor's milliseconds. */
process.on('message', ({ chain }: { chain: number }) => {
  const before = process.cpuUsage();
  const entities = Array.from({ length: chain }, (_, i) => ({ ':db/id': i + 1, to: i + 2 }));
  const db = datascript.db_with(datascript.empty_db({}), entities);
  const facts = datascript.q(QUERY, db, RULES).length;
  const { user, system } = process.cpuUsage(before);
  process.send?.({ facts, cpu: (user + system) / 1000 });
});
process.send?.('ready');
