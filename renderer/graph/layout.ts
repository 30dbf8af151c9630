import ELK, { type ElkExtendedEdge } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { Point } from './point.ts';
import type { StepView } from '../../shared/protocol/step.ts';

/** The size of a step in the graph, in CSS pixels. */
const NODE = { width: 232, height: 56 } as const;

/** Where everything stands: the upper left corner of each step, and the way of each edge around the steps. */
export interface Places {
  readonly nodes: ReadonlyMap<string, Point>;
  readonly edges: ReadonlyMap<string, readonly Point[]>;
}

type Shape = readonly Pick<StepView, 'id' | 'dependsOn'>[];

/** Places the steps from top to bottom by what they depend on; what can be done at the same time stands side by side. */
export class Layout {
  readonly #elk = new ELK({ workerFactory: () => new Worker(workerUrl) });

  async place(steps: Shape): Promise<Places> {
    const graph = await this.#elk.layout({
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

  close(): void {
    this.#elk.terminateWorker();
  }
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
