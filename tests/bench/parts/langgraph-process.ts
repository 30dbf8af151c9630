import { createRequire } from 'node:module';
import { join } from 'node:path';
import { actOn, noteOf, type Noting } from './noting.ts';

interface State {
  readonly n: number;
  readonly notes: readonly string[];
}
interface Config {
  readonly configurable: { readonly thread_id: string };
  readonly recursionLimit: number;
  readonly durability: 'sync';
}
interface Graph {
  addNode(name: string, work: (state: State) => Promise<Partial<State>>): Graph;
  addEdge(from: string, to: string): Graph;
  addConditionalEdges(from: string, next: (state: State) => string): Graph;
  compile(options: { readonly checkpointer: Saver }): Compiled;
}
interface Compiled {
  invoke(input: Partial<State> | null, config: Config): Promise<State>;
  getState(config: Config): Promise<{ readonly values: State }>;
}
interface Saver {
  readonly db: { pragma(text: string): unknown; close(): void };
}
interface Library {
  readonly START: string;
  readonly END: string;
  readonly StateGraph: new (schema: unknown) => Graph;
  readonly Annotation: {
    (channel?: unknown): unknown;
    Root(channels: Readonly<Record<string, unknown>>): unknown;
  };
  readonly SqliteSaver: { fromConnString(path: string): Saver };
}

// A process in which LangGraph makes the notes of a `Noting`, or goes on with what a killed one began.
const require = createRequire(join(process.env['LANGGRAPH_FOLDER'] ?? '', 'package.json'));
const { START, END, StateGraph, Annotation, SqliteSaver } = {
  ...(require('@langchain/langgraph') as object),
  ...(require('@langchain/langgraph-checkpoint-sqlite') as object),
} as Library;

const open = (noting: Noting): { graph: Compiled; saver: Saver; config: Config } => {
  const { folder, synchronous, steps } = noting;
  const saver = SqliteSaver.fromConnString(join(folder, 'langgraph.sqlite'));
  saver.db.pragma(`synchronous = ${synchronous}`);
  const add = (notes: readonly string[], more: readonly string[]): readonly string[] => [...notes, ...more];
  const channels = { n: Annotation(), notes: Annotation({ reducer: add, default: () => [] }) };
  const graph = new StateGraph(Annotation.Root(channels))
    .addNode('note', async ({ n }) => {
      actOn(noting, n);
      return { n: n + 1, notes: [noteOf(n)] };
    })
    .addEdge(START, 'note')
    .addConditionalEdges('note', ({ n }) => (n < steps ? 'note' : END))
    .compile({ checkpointer: saver });
  const config = { configurable: { thread_id: 'bench' }, recursionLimit: steps + 10, durability: 'sync' } as const;
  return { graph, saver, config };
};

/** Milliseconds from the approval to the end. */
const run = async (noting: Noting): Promise<number> => {
  const { graph, saver, config } = open(noting);
  const before = performance.now();
  const { notes } = await graph.invoke({ n: 0 }, config);
  const took = performance.now() - before;
  saver.db.close();
  if (notes.length !== noting.steps) throw new Error(`LangGraph made ${notes.length} notes.`);
  return took;
};

/** Milliseconds from the file to the state in memory. Then it is carried on. */
const resume = async (noting: Noting): Promise<number> => {
  const before = performance.now();
  const { graph, saver, config } = open(noting);
  const { values } = await graph.getState(config);
  const took = performance.now() - before;
  if (!(values.n > 0)) throw new Error('LangGraph found nothing to go on with.');
  // Without input it goes on; what it says is next cannot be relied upon after a crash.
  await graph.invoke(null, config);
  saver.db.close();
  return took;
};

process.on('message', ({ how, noting }: { readonly how: 'run' | 'resume'; readonly noting: Noting }) => {
  void (how === 'run' ? run : resume)(noting).then(
    (milliseconds) => process.send?.(milliseconds),
    () => process.exit(1),
  );
});
process.send?.('ready');
