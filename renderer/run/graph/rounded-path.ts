import type { Point } from '../../layout/point.ts';

const RADIUS = 8;

/** An SVG path through the points, with its corners rounded. */
export function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const parts = [`M${first.x} ${first.y}`];
  rest.forEach((corner, i) => {
    const before = points[i];
    const after = rest[i + 1];
    if (!before || !after) return parts.push(`L${corner.x} ${corner.y}`);
    const into = towards(corner, before);
    const out = towards(corner, after);
    return parts.push(`L${into.x} ${into.y}Q${corner.x} ${corner.y} ${out.x} ${out.y}`);
  });
  return parts.join('');
}

/** The point a corner's radius away from it, but never beyond the middle of the stretch. */
function towards(corner: Point, other: Point): Point {
  const [dx, dy] = [other.x - corner.x, other.y - corner.y];
  const length = Math.hypot(dx, dy) || 1;
  const share = Math.min(RADIUS, length / 2) / length;
  return { x: corner.x + dx * share, y: corner.y + dy * share };
}
