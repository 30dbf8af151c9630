import { Ints, type IntLists } from '../ground/ints.ts';

/**
 * Which actions the tasks that are left may come to. Tasks that may come to each other come to the same, so they are gone through as one
 * (components after Tarjan, "Depth-first search and linear graph algorithms", 1972).
 */
export class TasksBelow {
  /** By task; -1 for an action. */
  readonly #componentOf: Int32Array;
  /** By component: the actions, and the other components, that its tasks come to at once, each once. */
  readonly #actions: IntLists;
  readonly #components: IntLists;
  /** By component: the last round it was met in. */
  readonly #met: Int32Array;
  readonly #open = new Ints(64);
  #round = 0;
  /** How much was gone through so far. */
  work = 0;

  /** `below`: by task those that are parts of its methods; an action has none. */
  constructor(below: IntLists, isAction: (task: number) => boolean) {
    const { componentOf, count } = componentsOf(below, isAction);
    this.#componentOf = componentOf;
    const tasks = componentOf.length;
    const members = Array.from({ length: count }, (): number[] => []);
    for (let task = 0; task < tasks; task++) if (componentOf[task]! >= 0) members[componentOf[task]!]!.push(task);
    const [actionStart, actions] = [new Int32Array(count + 1), new Ints(1024)];
    const [start, components] = [new Int32Array(count + 1), new Ints(1024)];
    const seenFor = new Int32Array(tasks + count).fill(-1);
    for (let component = 0; component < count; component++) {
      seenFor[tasks + component] = component;
      for (const task of members[component]!)
        for (let i = below.start[task]!; i < below.start[task + 1]!; i++) {
          const part = below.items[i]!;
          const other = componentOf[part]!;
          const place = other < 0 ? part : tasks + other;
          if (seenFor[place] === component) continue;
          seenFor[place] = component;
          if (other < 0) actions.push(part);
          else components.push(other);
        }
      actionStart[component + 1] = actions.length;
      start[component + 1] = components.length;
    }
    this.#actions = { start: actionStart, items: actions.toArray() };
    this.#components = { start, items: components.toArray() };
    this.#met = new Int32Array(count);
  }

  /** Nothing is left yet of what `mark` is told. */
  begin(): void {
    this.#round += 1;
  }

  /** Writes 1 into `marks` at each action that a task may come to, but for those that another one since `begin` came to. */
  mark(task: number, marks: Int32Array): void {
    this.work += 1;
    const own = this.#componentOf[task]!;
    if (own < 0) marks[task] = 1;
    else this.#meet(own);
    const [open, actions, components] = [this.#open, this.#actions, this.#components];
    while (open.length > 0) {
      const component = open.values[--open.length]!;
      const [first, end] = [actions.start[component]!, actions.start[component + 1]!];
      const [other, last] = [components.start[component]!, components.start[component + 1]!];
      this.work += 1 + end - first + last - other;
      for (let i = first; i < end; i++) marks[actions.items[i]!] = 1;
      for (let i = other; i < last; i++) this.#meet(components.items[i]!);
    }
  }

  #meet(component: number): void {
    if (this.#met[component] === this.#round) return;
    this.#met[component] = this.#round;
    this.#open.push(component);
  }
}

const componentsOf = (
  { start, items }: IntLists,
  isAction: (task: number) => boolean,
): { readonly componentOf: Int32Array; readonly count: number } => {
  const tasks = start.length - 1;
  const componentOf = new Int32Array(tasks).fill(-1);
  /** By task: when it was met, from 1 on; and the earliest that it comes back to. */
  const [met, low] = [new Int32Array(tasks), new Int32Array(tasks)];
  const next = start.slice(0, tasks);
  const [path, waiting] = [new Ints(64), new Ints(64)];
  let [count, time] = [0, 0];
  const enter = (task: number): void => {
    met[task] = low[task] = ++time;
    path.push(task);
    waiting.push(task);
  };
  for (let root = 0; root < tasks; root++) {
    if (met[root]! > 0 || isAction(root)) continue;
    enter(root);
    while (path.length > 0) {
      const task = path.values[path.length - 1]!;
      if (next[task]! < start[task + 1]!) {
        const part = items[next[task]!++]!;
        if (isAction(part)) continue;
        if (met[part] === 0) enter(part);
        else if (componentOf[part]! < 0) low[task] = Math.min(low[task]!, met[part]!);
        continue;
      }
      path.length -= 1;
      if (path.length > 0) {
        const above = path.values[path.length - 1]!;
        low[above] = Math.min(low[above]!, low[task]!);
      }
      if (low[task] !== met[task]) continue;
      for (let member = -1; member !== task;) {
        member = waiting.values[--waiting.length]!;
        componentOf[member] = count;
      }
      count += 1;
    }
  }
  return { componentOf, count };
};
