import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { noteOf, type Noting } from './noting.ts';

/** Milliseconds that the same notes take as two bare rows each, intent and outcome, with no manager, chain or views. */
export const bareRows = ({ folder, synchronous, steps }: Noting): number => {
  const db = new DatabaseSync(join(folder, 'rows.sqlite'));
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous};
    CREATE TABLE row (seq INTEGER PRIMARY KEY, event TEXT NOT NULL) STRICT`);
  const add = db.prepare('INSERT INTO row (event) VALUES (?)');
  const before = performance.now();
  for (let n = 0; n < steps; n++) {
    add.run(JSON.stringify({ type: 'intent', n }));
    add.run(JSON.stringify({ type: 'done', n, note: noteOf(n) }));
  }
  const took = performance.now() - before;
  db.close();
  return took;
};

/** Milliseconds of forcing two short lines a step to disk: less no system can take that forces intent and outcome. */
export const fsyncFloor = ({ folder, steps }: Pick<Noting, 'folder' | 'steps'>): number => {
  const file = openSync(join(folder, 'floor'), 'a');
  const before = performance.now();
  for (let n = 0; n < 2 * steps; n++) {
    writeSync(file, `${noteOf(n)}\n`);
    fsyncSync(file);
  }
  const took = performance.now() - before;
  closeSync(file);
  return took;
};
