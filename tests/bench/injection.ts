import { benignRows } from './parts/injection/benign-rows.ts';
import { readCorpus } from './parts/injection/corpus.ts';
import { labelRows } from './parts/injection/label-rows.ts';
import { pairRows } from './parts/injection/pair-rows.ts';
import { benignProgramRows, programRows } from './parts/injection/program-rows.ts';
import { atMost, type Bench } from './parts/row.ts';

/**
 * `--folder <agentdojo>`: injections of a corpus against the program's own planning, policy and execution. Each pair of a person's
 * task and an injection is played with a model that obeys the injection as soon as it has read it, once each with a person who reads
 * what they are asked, one who says yes to everything, and nobody.
 */
export const run = async (flags: ReadonlyMap<string, string>, json: boolean): Promise<Bench> => {
  const folder = flags.get('folder');
  const none = { ...atMost('pairs', 0, 0, ''), ours: 'no --folder given', goal: '–', holds: null };
  if (folder === undefined) return { name: 'injection', rows: [none] };
  const tell = (line: string): void => {
    if (!json) process.stdout.write(`${line}\n`);
  };
  const corpus = await readCorpus(folder);
  return {
    name: 'injection',
    rows: [
      ...(await pairRows(corpus, 'sorted', tell)),
      ...(await pairRows(corpus, 'careless', tell)),
      ...(await programRows(corpus, tell)),
      ...labelRows(corpus, tell),
      ...(await benignRows(corpus, tell)),
      ...(await benignProgramRows(corpus, tell)),
    ],
  };
};
