import type { Point } from '../../layout/point.ts';
import { type Camera, type Size, toScreen } from './camera.ts';
import { drawHover, drawLabel, keepPlate } from './label.ts';
import { type Disc, LabelPlaces } from './label-places.ts';
import { DASHES, dashOf } from './dash.ts';
import { edgeColour, type Palette } from './palette.ts';
import type { SceneEdge, SceneNode } from './scene.ts';
import type { Sprites } from './sprites.ts';

/** What every layer needs to draw: where to, from which camera, in which colours. Sizes are CSS pixels. */
export interface View {
  readonly context: CanvasRenderingContext2D;
  readonly camera: Camera;
  readonly size: Size;
  readonly pixels: number;
  readonly palette: Palette;
}

/** An edge with its ends, found once. */
export interface Line {
  readonly edge: SceneEdge;
  readonly from: SceneNode;
  readonly to: SceneNode;
}

const ROOM = 20;
const isSeen = ({ x, y }: Point, { width, height }: Size): boolean =>
  x > -ROOM && y > -ROOM && x < width + ROOM && y < height + ROOM;

/** Nodes grow with the zoom, but less than the plane does. */
export const radiusOf = (size: number, scale: number): number => Math.max(1, size * Math.min(1.6, Math.sqrt(scale)));

/** Nodes that look the same, so that what they look like is found once and not for each. */
export type Look = readonly SceneNode[];

export const looksOf = (nodes: readonly SceneNode[]): readonly Look[] => [
  ...Map.groupBy(
    nodes,
    ({ form, tone, look, size, faded }) => `${form} ${tone} ${look} ${size.toFixed(1)} ${faded}`,
  ).values(),
];

export function drawNodes(
  { context, camera, size, pixels, palette }: View,
  looks: readonly Look[],
  sprites: Sprites,
): void {
  const { scale } = camera;
  const [left, top] = [size.width / 2 - camera.x * scale, size.height / 2 - camera.y * scale];
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (const look of looks) {
    const [first] = look;
    if (!first) continue;
    const colour = first.faded ? palette.faded : palette.tones[first.tone];
    const sprite = sprites.of(first.form, first.look, colour, Math.round(radiusOf(first.size, scale) * pixels * 2) / 2);
    const half = sprite.width / 2;
    for (const { x, y } of look) {
      const [atX, atY] = [x * scale + left, y * scale + top];
      if (atX < -ROOM || atY < -ROOM || atX > size.width + ROOM || atY > size.height + ROOM) continue;
      context.drawImage(sprite, Math.round(atX * pixels - half), Math.round(atY * pixels - half));
    }
  }
  context.restore();
}

/** Draws edges of one look at a time: `near` ones are those of the selected node. */
export function drawEdges(
  { context, camera, size, palette }: View,
  lines: readonly Line[],
  near: boolean,
  arrows: boolean,
): void {
  for (const group of Map.groupBy(lines, ({ edge }) => `${edge.kind} ${edge.supposed}`).values()) {
    const edge = group[0]?.edge;
    if (!edge) continue;
    const colour = edgeColour(palette, edge.kind, near);
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = near ? 1.75 : 1;
    const dash = dashOf(edge);
    context.setLineDash(dash === null ? [] : [...DASHES[dash]]);
    context.beginPath();
    for (const { from, to } of group) {
      const [a, b] = [toScreen(camera, size, from), toScreen(camera, size, to)];
      if (!crosses(a, b, size)) continue;
      context.moveTo(a.x, a.y);
      context.lineTo(b.x, b.y);
    }
    context.stroke();
    if (arrows)
      for (const { from, to } of group)
        drawArrow(context, toScreen(camera, size, from), toScreen(camera, size, to), radiusOf(to.size, camera.scale));
  }
  context.setLineDash([]);
}

/** Whether the stretch's box and the window's meet. */
const crosses = (a: Point, b: Point, { width, height }: Size): boolean =>
  Math.max(a.x, b.x) > 0 && Math.max(a.y, b.y) > 0 && Math.min(a.x, b.x) < width && Math.min(a.y, b.y) < height;

function drawArrow(context: CanvasRenderingContext2D, from: Point, to: Point, radius: number): void {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const [x, y] = [to.x - Math.cos(angle) * (radius + 2), to.y - Math.sin(angle) * (radius + 2)];
  context.beginPath();
  context.moveTo(x, y);
  for (const side of [-0.4, 0.4]) context.lineTo(x - Math.cos(angle + side) * 7, y - Math.sin(angle + side) * 7);
  context.fill();
}

/** Labels where there is room, those of the larger nodes first; faded nodes have none, and those in `marked` have a plate of their own. */
export function drawLabels(
  { context, camera, size, palette }: View,
  nodes: readonly SceneNode[],
  marked: readonly SceneNode[],
): void {
  const discOf = (node: SceneNode): Disc => ({
    ...toScreen(camera, size, node),
    size: radiusOf(node.size, camera.scale),
  });
  const seen = nodes.map((node) => ({ node, disc: discOf(node) })).filter(({ disc }) => isSeen(disc, size));
  const lit = seen.filter(({ node }) => !node.faded);
  // A few among many that are faded, as after a search: their names may cover what is faded, or there would be no room for them.
  const inTheWay = lit.length * 4 < seen.length ? lit : seen;
  const places = new LabelPlaces(
    size,
    inTheWay.map(({ disc }) => disc),
  );
  for (const node of marked) keepPlate(context, palette, discOf(node), node.label, size, places);
  for (const { node, disc } of lit) if (!marked.includes(node)) drawLabel(context, palette, disc, node.label, places);
}

export function drawMarked({ context, camera, size, palette }: View, node: SceneNode): void {
  const at = toScreen(camera, size, node);
  if (isSeen(at, size))
    drawHover(context, palette, { ...at, size: radiusOf(node.size, camera.scale) }, node.label, size);
}
