import { readFile } from 'node:fs/promises';
import { HddlChecker } from '../../shared/planning/hddl/check.ts';
import { actionsOf } from '../../shared/planning/hddl/plan.ts';
import { printDomain, printProblem } from '../../shared/planning/hddl/print.ts';
import { readDomain, readProblem } from '../../shared/planning/hddl/read.ts';
import type { HddlAnswer } from './parts/hddl-answer.ts';
import { instancesIn, type Instance } from './parts/pddl-instances.ts';
import { bundled, FLAGS, timed } from './parts/planners.ts';
import { median, type Bench, type Row } from './parts/row.ts';

const LIMIT_SECONDS = 30;
const SOLVED = 0.8;

interface Measured {
  readonly name: string;
  readonly readable: boolean;
  /** A plan that the independent checker accepts. */
  readonly solved: boolean;
  /** Printed and read back, the texts are the same. */
  readonly same: boolean;
  readonly cpu: number;
  readonly actions: number | null;
  readonly why: string;
}

const measure = async (instance: Instance, seconds: number, outfile: string, folder: string): Promise<Measured> => {
  const { name, domain, problem } = instance;
  const ended = await timed([process.execPath, ...FLAGS, outfile, domain, problem, String(seconds)], folder, seconds);
  const none = { name, cpu: ended.cpu, solved: false, actions: null };
  let answer: HddlAnswer;
  try {
    answer = JSON.parse(ended.output) as HddlAnswer;
  } catch {
    return { ...none, readable: true, same: true, why: 'no answer in time' };
  }
  if (!answer.readable) return { ...none, readable: false, same: false, why: answer.why };
  const [d, p] = [readDomain(await readFile(domain, 'utf8')), readProblem(await readFile(problem, 'utf8'))];
  const texts = [printDomain(d), printProblem(p)] as const;
  const same = printDomain(readDomain(texts[0])) === texts[0] && printProblem(readProblem(texts[1])) === texts[1];
  if (!answer.plan) return { ...none, readable: true, same, why: answer.why };
  const fault = new HddlChecker(d, p).fault(answer.plan);
  if (fault) return { ...none, readable: true, same, why: `${fault.task} ${fault.say}` };
  return { ...none, readable: true, same, solved: true, actions: actionsOf(answer.plan).length, why: answer.why };
};

const figure = (metric: string, ours: number | string, goal: string, holds: boolean | null): Row => ({
  metric,
  ours,
  peer: null,
  peerName: null,
  ratio: null,
  goal,
  holds,
});

const rowsOf = (measured: readonly Measured[]): Row[] => {
  const readable = measured.filter((m) => m.readable);
  const solved = readable.filter((m) => m.solved);
  const share = solved.length / readable.length;
  const none = measured.length === 0;
  return [
    figure('problems, of them readable', `${measured.length}, ${readable.length}`, 'totally ordered HDDL', null),
    figure(
      'printed and read back the same',
      readable.filter((m) => m.same).length,
      'all readable',
      none ? null : readable.every((m) => m.same),
    ),
    figure(
      'share of the readable ones solved, each plan checked',
      none ? '–' : share,
      `≥ ${SOLVED}`,
      none ? null : share >= SOLVED,
    ),
    figure('s of CPU for those, median', none ? '–' : median(solved.map((m) => m.cpu)), 'for comparing', null),
  ];
};

/** `--folder <hddl>`: all problems of tasks in it, each in a process of its own; `--limit <seconds>` for each (30). */
export const run = async (flags: ReadonlyMap<string, string>, json: boolean): Promise<Bench> => {
  const folder = flags.get('folder');
  if (folder === undefined) return { name: 'hierarchical', rows: rowsOf([]) };
  const seconds = Number(flags.get('limit') ?? LIMIT_SECONDS);
  const { outfile, folder: cache } = await bundled(new URL('./parts/hddl-process.ts', import.meta.url));
  const instances: Measured[] = [];
  for (const instance of await instancesIn(folder, 'hddl')) {
    const one = await measure(instance, seconds, outfile, cache);
    instances.push(one);
    const said = one.solved ? `${one.actions} actions, by ${one.why}` : one.why;
    if (!json) process.stdout.write(`${one.name}  ${one.cpu.toFixed(2)} s  ${said}\n`);
  }
  return { name: 'hierarchical', rows: rowsOf(instances), instances };
};
