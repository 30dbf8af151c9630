import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Engine } from '../../../shared/symbolic/engine/engine.ts';
import type { ToldFact } from '../../../shared/symbolic/engine/fact.ts';
import { Random } from '../../unit/symbolic/random.ts';
import { RandomRules } from '../../unit/symbolic/random-rules.ts';
import { toldAfter } from '../../unit/symbolic/told.ts';
import { asAspAtom, asAspProgram, comparable } from './asp.ts';
import type { Row } from './row.ts';
import { timed } from './timed.ts';

const PROGRAMS = 300;
const BATCHES = 4;

/** R3: random stratified programs under updates; after each batch the model is compared with the one clingo finds. */
export const agreement = async (folder: string): Promise<Row> => {
  const [texts, models]: [string[], Set<string>[]] = [[], []];
  for (let seed = 1; texts.length < PROGRAMS * BATCHES; seed++) {
    const source = new RandomRules(new Random(seed));
    const rules = source.rules();
    if (!comparable(rules)) continue;
    const engine = new Engine(rules);
    let told = new Map<string, ToldFact>();
    for (let i = 0; i < BATCHES; i++) {
      const batch = source.batch([...told.values()], engine.now, i === 0);
      engine.apply(batch);
      told = toldAfter(told, batch);
      const prefix = `m${texts.length}_`;
      texts.push(asAspProgram(rules, [...told.values()], engine.now, prefix));
      const facts = rules.relations.flatMap(({ name }) => [...engine.facts({ relation: name })]);
      models.push(new Set(facts.map((fact) => asAspAtom(fact, prefix))));
    }
  }
  const program = join(folder, 'models.lp');
  await writeFile(program, texts.join('\n'));
  const run = await timed('clingo', ['--verbose=0', '--warn=none', program]);
  const theirs = run && Map.groupBy(atoms(run.out), (atom) => Number(/^m(\d+)_/.exec(atom)?.[1]));
  const same = models.filter((ours, i) => {
    const found = theirs?.get(i) ?? [];
    return found.length === ours.size && found.every((atom) => ours.has(atom));
  });
  return {
    metric: `R3 models after a batch that are clingo’s, ${PROGRAMS} random stratified programs, ${BATCHES} batches each`,
    ours: theirs ? `${same.length} of ${models.length}` : `${models.length} not compared`,
    peer: null,
    peerName: 'clingo',
    ratio: null,
    goal: 'all',
    holds: theirs ? same.length === models.length : null,
  };
};

/** The atoms of clingo's first line, which separates them by spaces; texts in them may have spaces, too. */
const atoms = (out: string): readonly string[] => {
  const [line = ''] = out.split('\n');
  return line.match(/m\d+_\w+(?:\((?:"(?:[^"\\]|\\.)*"|[^")])*\))?/g) ?? [];
};
