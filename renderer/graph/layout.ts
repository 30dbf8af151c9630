import ELK from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { StepView } from '../../shared/protocol/step.ts';

/** The size of a step in the graph, in CSS pixels. */
export const NODE = { width: 232, height: 56 } as const;

export type Places = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

/** Places the steps from top to bottom by what they depend on; what can be done at the same time stands side by side. */
export class Layout {
  readonly #elk = new ELK({ workerFactory: () => new Worker(workerUrl) });

  async place(steps: readonly Pick<StepView, 'id' | 'dependsOn'>[]): Promise<Places> {
    const graph = await this.#elk.layout({
      id: 'plan',
      layoutOptions: {
        'elk.algorithm': 'layered',
        'elk.direction': 'DOWN',
        'elk.layered.spacing.nodeNodeBetweenLayers': '40',
        'elk.spacing.nodeNode': '24',
        'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
      },
      children: steps.map(({ id }) => ({ id, ...NODE })),
      edges: edgesOf(steps).map(({ id, source, target }) => ({ id, sources: [source], targets: [target] })),
    });
    return new Map((graph.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
  }

  close(): void {
    this.#elk.terminateWorker();
  }
}

/** One edge per dependency on a step that is in the plan. */
export function edgesOf(
  steps: readonly Pick<StepView, 'id' | 'dependsOn'>[],
): { readonly id: string; readonly source: string; readonly target: string }[] {
  const known = new Set(steps.map(({ id }) => id));
  return steps.flatMap(({ id, dependsOn }) =>
    dependsOn.filter((from) => known.has(from)).map((from) => ({ id: `${from}→${id}`, source: from, target: id })),
  );
}
