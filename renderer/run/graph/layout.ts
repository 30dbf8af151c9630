import ELK, { type ELK as Engine, type ElkExtendedEdge } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { StepView } from '../../../shared/protocol/step.ts';
import { COLUMN, ROW } from '../../layout/layered.ts';
import { Placer } from '../../layout/placer.ts';
import type { Point } from '../../layout/point.ts';
import { NODE } from './node-size.ts';

/** Above so many steps the layout engine takes longer than anyone wants to wait; its finer routes are lost on them anyway. */
const LARGE = 80;

/** Where everything stands: the upper left corner of each step, and the way of each edge around the steps. */
export interface Places {
  readonly nodes: ReadonlyMap<string, Point>;
  readonly edges: ReadonlyMap<string, readonly Point[]>;
}

type Shape = readonly Pick<StepView, 'id' | 'dependsOn'>[];

/** Places the steps from top to bottom by what they depend on; what can be done at the same time stands side by side. */
export class Layout {
  #elk: Engine | null = null;
  #placer: Placer | null = null;

  place(steps: Shape): Promise<Places> {
    if (steps.length > LARGE) return this.#inColumns((this.#placer ??= new Placer()), steps);
    return this.#routed((this.#elk ??= new ELK({ workerFactory: () => new Worker(workerUrl) })), steps);
  }

  async #routed(elk: Engine, steps: Shape): Promise<Places> {
    const graph = await elk.layout({
      id: 'plan',
      layoutOptions: {
        'elk.algorithm': 'layered',
        'elk.direction': 'DOWN',
        'elk.edgeRouting': 'ORTHOGONAL',
        'elk.layered.layering.strategy': 'LONGEST_PATH_SOURCE',
        'elk.layered.spacing.nodeNodeBetweenLayers': '40',
        'elk.spacing.nodeNode': '24',
      },
      children: steps.map(({ id }) => ({ id, ...NODE })),
      edges: edgesOf(steps).map(({ id, source, target }) => ({ id, sources: [source], targets: [target] })),
    });
    return {
      nodes: new Map((graph.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }])),
      edges: new Map((graph.edges ?? []).map((edge) => [edge.id, wayOf(edge)])),
    };
  }

  /** Places large plans in the same way, with our own layered layout: a tenth of the time, edges with two bends. */
  async #inColumns(placer: Placer, steps: Shape): Promise<Places> {
    const index = new Map(steps.map(({ id }, i) => [id, i]));
    const ways = edgesOf(steps);
    const pairs = ways.flatMap(({ source, target }) => [index.get(target) ?? 0, index.get(source) ?? 0]);
    const edges = Uint32Array.from(pairs);
    return placesOf(steps, ways, await placer.place({ count: steps.length, edges, known: null, columns: true }));
  }

  close(): void {
    this.#elk?.terminateWorker();
    this.#placer?.close();
  }
}

/** What is laid out from left to right in rows, from top to bottom in the size of steps. */
function placesOf(steps: Shape, ways: ReturnType<typeof edgesOf>, spots: Float32Array): Places {
  const nodes = new Map(
    steps.map(({ id }, i) => {
      const [along = 0, across = 0] = spots.subarray(i * 2, i * 2 + 2);
      return [id, { x: (across / ROW) * (NODE.width + 24), y: (along / COLUMN) * (NODE.height + 40) }];
    }),
  );
  const edges = ways.map(({ id, source, target }): [string, readonly Point[]] => {
    const [from, to] = [nodes.get(source), nodes.get(target)];
    if (!from || !to) return [id, []];
    const [start, end] = [
      { x: from.x + NODE.width / 2, y: from.y + NODE.height },
      { x: to.x + NODE.width / 2, y: to.y },
    ];
    const bend = end.y - 20;
    return [id, start.x === end.x ? [start, end] : [start, { x: start.x, y: bend }, { x: end.x, y: bend }, end]];
  });
  return { nodes, edges: new Map(edges) };
}

const wayOf = ({ sections = [] }: ElkExtendedEdge): readonly Point[] =>
  sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]);

/** One edge per dependency on a step that is in the plan. */
export function edgesOf(steps: Shape): { readonly id: string; readonly source: string; readonly target: string }[] {
  const known = new Set(steps.map(({ id }) => id));
  return steps.flatMap(({ id, dependsOn }) =>
    dependsOn.filter((from) => known.has(from)).map((from) => ({ id: `${from}→${id}`, source: from, target: id })),
  );
}
