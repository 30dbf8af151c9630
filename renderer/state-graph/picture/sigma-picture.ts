import { MultiDirectedGraph } from 'graphology';
import { Sigma } from 'sigma';
import { EdgeArrowProgram, EdgeRectangleProgram } from 'sigma/rendering';
import type { Settings } from 'sigma/settings';
import { COLUMN } from '../../layout/layered.ts';
import { drawHover, drawLabel, keepPlate } from './label.ts';
import { LabelPlaces } from './label-places.ts';
import { dashedProgram } from './dashed-program.ts';
import { DASHES, dashOf } from './dash.ts';
import { edgeColour, type Palette } from './palette.ts';
import { ARROWS, type Picture, type PictureEvents, type Scene, type SceneNode } from './scene.ts';
import { SHAPES, ShapeProgram, shapeOf } from './shape-program.ts';

const LABEL = 12;
/** In sigma's units: below this share of the whole a zoom comes no nearer, above it no further. */
const NEAREST = 0.02;
const FURTHEST = 1.6;

type Drawing = Settings['defaultDrawNodeLabel'];

/** Draws with the graphics card, through sigma. */
export class SigmaPicture implements Picture {
  readonly #graph = new MultiDirectedGraph();
  readonly #sigma: Sigma;
  #palette: Palette;
  #scene: Scene = { nodes: [], edges: [], selected: null, key: '' };
  #places: LabelPlaces | null = null;

  constructor(element: HTMLElement, palette: Palette, events: PictureEvents) {
    this.#palette = palette;
    const label: Drawing = (context, { x, y, size, label: text, ...data }) => {
      // The selected node has its words on a plate.
      if ('key' in data && data.key === this.#scene.selected) return;
      drawLabel(context, this.#palette, { x, y, size }, text, this.#labelPlaces(context));
    };
    const hover: Drawing = (context, { x, y, size, label: text }) =>
      drawHover(context, this.#palette, { x, y, size }, text, this.#sigma.getDimensions());
    this.#sigma = new Sigma(this.#graph, element, {
      ...look(palette),
      nodeProgramClasses: Object.fromEntries(SHAPES.map((shape) => [shape, ShapeProgram])),
      edgeProgramClasses: {
        arrow: EdgeArrowProgram,
        line: EdgeRectangleProgram,
        supposed: dashedProgram(DASHES.supposed),
        contradicts: dashedProgram(DASHES.contradicts),
      },
      defaultDrawNodeLabel: label,
      defaultDrawNodeHover: hover,
      labelSize: LABEL,
      labelDensity: 1,
      labelGridCellSize: 24,
      labelRenderedSizeThreshold: 4,
      hideEdgesOnMove: false,
      hideLabelsOnMove: true,
      zIndex: false,
      minEdgeThickness: 1.6,
      stagePadding: 40,
      doubleClickZoomingRatio: 1,
      minCameraRatio: NEAREST,
      maxCameraRatio: FURTHEST,
      allowInvalidContainer: true,
      zoomDuration: 0,
      inertiaDuration: 0,
    });
    this.#sigma.on('beforeRender', () => (this.#places = null));
    this.#sigma.on('clickNode', ({ node }) => events.onchoose(node));
    this.#sigma.on('clickStage', () => events.onchoose(null));
    this.#sigma.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      events.onopen(node);
    });
    this.#sigma.on('doubleClickStage', ({ preventSigmaDefault }) => preventSigmaDefault());
  }

  show(scene: Scene): void {
    const before = this.#scene;
    this.#scene = scene;
    if (before.nodes === scene.nodes && before.edges === scene.edges) this.#reselect(before.selected);
    else this.#draw(before.key !== scene.key);
  }

  paint(palette: Palette): void {
    this.#palette = palette;
    this.#sigma.setSettings(look(palette));
    this.#draw(false);
  }

  reveal(id: string): void {
    const spot = this.#sigma.getNodeDisplayData(id);
    if (!spot) return;
    const { x, y } = this.#sigma.framedGraphToViewport(spot);
    const { width, height } = this.#sigma.getDimensions();
    if (x < 40 || y < 40 || x > width - 40 || y > height - 40)
      this.#sigma.getCamera().setState({ x: spot.x, y: spot.y });
  }

  fit(): void {
    this.#sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  zoom(factor: number): void {
    const camera = this.#sigma.getCamera();
    camera.setState({ ratio: Math.min(FURTHEST, Math.max(NEAREST, camera.ratio / factor)) });
  }

  close(): void {
    this.#sigma.kill();
  }

  /** The places of the labels of what is drawn now: found anew for each drawing, when the first label asks. */
  #labelPlaces(context: CanvasRenderingContext2D): LabelPlaces {
    this.#places ??= this.#free(context);
    return this.#places;
  }

  #free(context: CanvasRenderingContext2D): LabelPlaces {
    const { selected, nodes } = this.#scene;
    const discs = nodes.flatMap(({ id, label }) => {
      const drawn = this.#sigma.getNodeDisplayData(id);
      return drawn
        ? [{ id, label, ...this.#sigma.framedGraphToViewport(drawn), size: this.#sigma.scaleSize(drawn.size) }]
        : [];
    });
    const size = this.#sigma.getDimensions();
    const places = new LabelPlaces(size, discs);
    const chosen = discs.find(({ id }) => id === selected);
    if (chosen) keepPlate(context, this.#palette, chosen, chosen.label, size, places);
    return places;
  }

  #draw(anew: boolean): void {
    const { nodes, edges } = this.#scene;
    const graph = this.#graph;
    if (anew) graph.clear();
    const kept = new Set(nodes.map(({ id }) => id));
    const lines = new Set(edges.map(({ id }) => id));
    for (const id of graph.filterEdges((id) => !lines.has(id))) graph.dropEdge(id);
    for (const id of graph.filterNodes((id) => !kept.has(id))) graph.dropNode(id);
    for (const node of nodes) graph.mergeNode(node.id, this.#attributes(node));
    const whole = edges.length > ARROWS ? 'line' : 'arrow';
    for (const edge of edges) {
      const { id, from, to, kind } = edge;
      const near = this.#isNear(from, to);
      const attributes = {
        type: dashOf(edge) ?? whole,
        size: near ? 2 : 1,
        color: edgeColour(this.#palette, kind, near),
      };
      if (!graph.hasEdge(id) && kept.has(from) && kept.has(to)) graph.addEdgeWithKey(id, from, to, attributes);
      else if (graph.hasEdge(id)) graph.replaceEdgeAttributes(id, attributes);
    }
    if (!anew) return;
    // The frame is fixed until the next arrangement, or a new node at its border would move all others.
    this.#sigma.setCustomBBox(frame(nodes));
    this.fit();
  }

  /** Touches only what the selection changes. */
  #reselect(before: string | null): void {
    const changed = [before, this.#scene.selected].filter((id) => id !== null && this.#graph.hasNode(id));
    const nodes = changed.filter((id) => id !== null);
    const edges = nodes.flatMap((id) => this.#graph.edges(id));
    const byId = new Map(this.#scene.edges.map((edge) => [edge.id, edge]));
    for (const id of nodes) this.#graph.setNodeAttribute(id, 'highlighted', id === this.#scene.selected);
    for (const id of edges) {
      const edge = byId.get(id);
      if (!edge) continue;
      const near = this.#isNear(edge.from, edge.to);
      this.#graph.mergeEdgeAttributes(id, { size: near ? 2 : 1, color: edgeColour(this.#palette, edge.kind, near) });
    }
    this.#sigma.refresh({ partialGraph: { nodes, edges }, skipIndexation: true, schedule: true });
  }

  #isNear(from: string, to: string): boolean {
    const { selected } = this.#scene;
    return selected !== null && (from === selected || to === selected);
  }

  #attributes({ id, x, y, form, tone, look, label, size, faded }: SceneNode): Record<string, unknown> {
    const { tones, faded: pale } = this.#palette;
    // Sigma counts upwards.
    return {
      x,
      y: -y,
      type: shapeOf(form, look),
      color: faded ? pale : tones[tone],
      label,
      size,
      highlighted: id === this.#scene.selected,
    };
  }
}

const look = ({ font, ink }: Palette): Partial<Settings> => ({ labelFont: font, labelColor: { color: ink } });

function frame(nodes: readonly SceneNode[]): { x: [number, number]; y: [number, number] } | null {
  if (nodes.length === 0) return null;
  const box: { x: [number, number]; y: [number, number] } = { x: [Infinity, -Infinity], y: [Infinity, -Infinity] };
  for (const { x, y } of nodes) {
    box.x = [Math.min(box.x[0], x), Math.max(box.x[1], x + COLUMN / 2)];
    box.y = [Math.min(box.y[0], -y), Math.max(box.y[1], -y)];
  }
  return box;
}
