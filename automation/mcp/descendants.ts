import { readdir, readFile } from 'node:fs/promises';

/** The parent of a process, from its line in /proc: what stands after the last parenthesis, for a program's name may hold any. */
const parentOf = async (pid: string): Promise<number | null> => {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  const parent = line?.slice(line.lastIndexOf(')') + 2).split(' ')[1];
  return parent === undefined ? null : Number(parent);
};

/** Every process that a process has started and those have, as far as they are still its own; none where /proc is not there. */
export const descendantsOf = async (pid: number): Promise<readonly number[]> => {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name));
  const parents = await Promise.all(pids.map(parentOf));
  const children = Map.groupBy(pids.keys(), (i) => parents[i] ?? 0);
  const found: number[] = [];
  for (let open = [pid]; open.length > 0;) {
    open = open.flatMap((one) => (children.get(one) ?? []).map((i) => Number(pids[i])));
    found.push(...open);
  }
  return found;
};
