import type { Row } from './row.ts';

export interface Measured {
  readonly solved: boolean;
  /** Whether the independent checker accepts the plan; null without one. */
  readonly valid: boolean | null;
  /** Seconds. */
  readonly cpu: number;
  readonly wall: number;
  readonly length: number | null;
  readonly cost: number | null;
  readonly why: string | null;
  /** The plan as it was found, before it was made shorter, and the CPU seconds until then; null where that is not told. */
  readonly first: { readonly length: number; readonly cpu: number } | null;
}

export interface MeasuredInstance {
  readonly name: string;
  readonly sonny: Measured;
  readonly fastDownward: Measured | null;
  readonly pyperplan: Measured | null;
}

type Side = 'sonny' | 'fastDownward' | 'pyperplan';

const geomean = (values: readonly number[]): number =>
  values.length === 0 ? NaN : Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** Best length known in this run / length, summed up: the competition's measure of quality. */
const quality = (instances: readonly MeasuredInstance[], side: Side): number =>
  instances.reduce((sum, instance) => {
    const lengths = (['sonny', 'fastDownward', 'pyperplan'] as const).flatMap((s) =>
      instance[s]?.solved ? [Math.max(1, instance[s].length ?? 0)] : [],
    );
    const own = instance[side];
    return own?.solved ? sum + Math.min(...lengths) / Math.max(1, own.length ?? 0) : sum;
  }, 0);

const solvedBy = (instances: readonly MeasuredInstance[], side: Side): number =>
  instances.filter((instance) => instance[side]?.solved).length;

const MOST_CPU = 0.3;
const WORST_CPU = 5;

const beside = (
  instances: readonly MeasuredInstance[],
  peer: 'fastDownward' | 'pyperplan',
  peerName: string,
): Row[] => {
  const has = instances.some((instance) => instance[peer] !== null);
  const all = instances.length;
  const ratios = instances.flatMap(({ sonny, [peer]: other }) =>
    sonny.solved && other?.solved ? [sonny.cpu / other.cpu] : [],
  );
  const row = (metric: string, ours: number, theirs: number, goal: string, holds: boolean, ratio: number): Row => ({
    metric,
    ours,
    peer: has ? theirs : null,
    peerName,
    ratio: has && Number.isFinite(ratio) ? ratio : null,
    goal,
    holds: has ? holds : null,
  });
  const [ours, theirs] = [solvedBy(instances, 'sonny'), solvedBy(instances, peer)];
  const [ourQuality, theirQuality] = [quality(instances, 'sonny'), quality(instances, peer)];
  const [mean, worst] = [geomean(ratios), Math.max(...ratios)];
  const both = `${ratios.length} problems that both solve`;
  const ratioRow = (metric: string, value: number, most: number): Row => ({
    ...row(metric, value, 1, `≤ ×${most}`, value <= most, value),
    ours: has && Number.isFinite(value) ? value : '–',
    peer: has ? 1 : null,
  });
  return [
    row(`P1 problems of ${all} solved, checked`, ours, theirs, '≥ the peer', ours >= theirs, ours / theirs),
    ratioRow(`P2 CPU, geometric mean over ${both}`, mean, MOST_CPU),
    ratioRow(`P2 CPU, the worst of ${both}`, worst, WORST_CPU),
    row('P3 quality (best length / length)', ourQuality, theirQuality, '≥ the peer', ourQuality >= theirQuality, NaN),
  ];
};

/** A row that is only told. */
const told = (metric: string, values: readonly number[]): Row => ({
  metric,
  ours: values.length === 0 ? '–' : geomean(values),
  peer: null,
  peerName: null,
  ratio: null,
  goal: 'for comparison',
  holds: null,
});

export const rowsOf = (instances: readonly MeasuredInstance[], folder: string): readonly Row[] => {
  const cpus = instances.filter(({ sonny }) => sonny.solved).map(({ sonny }) => sonny.cpu);
  const firsts = instances.flatMap(({ sonny: { solved, first, length } }) =>
    solved && first ? [{ cpu: first.cpu, longer: first.length / Math.max(1, length ?? 0) }] : [],
  );
  const wrong = instances.filter(({ sonny }) => sonny.valid === false).length;
  return [
    {
      metric: `plans of ${instances.length} problems that the independent checker rejects (${folder})`,
      ours: wrong,
      peer: null,
      peerName: null,
      ratio: null,
      goal: '0',
      holds: instances.length === 0 ? null : wrong === 0,
    },
    told('CPU seconds, geometric mean of the solved', cpus),
    told(
      'CPU seconds to the first plan, geometric mean of the solved',
      firsts.map(({ cpu }) => cpu),
    ),
    told(
      'steps of the first plan / of the last, geometric mean',
      firsts.flatMap(({ longer }) => (longer > 0 ? [longer] : [])),
    ),
    ...beside(instances, 'fastDownward', 'Fast Downward lama-first'),
    ...beside(instances, 'pyperplan', 'pyperplan gbf hff'),
  ];
};
