import type { Point } from '../../layout/point.ts';
import { type Camera, fitting, moved, type Size, toPlane, toScreen, zoomed } from './camera.ts';
import {
  drawEdges,
  drawLabels,
  drawMarked,
  drawNodes,
  type Line,
  type Look,
  looksOf,
  radiusOf,
  type View,
} from './canvas-layers.ts';
import { onGestures } from './gestures.ts';
import { NodeGrid } from './node-grid.ts';
import type { Palette } from './palette.ts';
import { ARROWS, type Picture, type PictureEvents, type Scene, type SceneNode } from './scene.ts';
import { Sprites } from './sprites.ts';

/** Up to this many nodes and edges everything is drawn even while moving. */
const SMALL = 1200;
/** After so long without a movement the edges are drawn, in milliseconds. */
const STILL = 120;
/** Edges drawn in one frame while still, so that a movement never waits for them. */
const SLICE = 4000;
const REACH = 8;

/** Draws on a plain canvas, for machines without a graphics card: nodes alone while moving, edges once it is still. */
export class CanvasPicture implements Picture {
  readonly #canvas = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;
  readonly #element: HTMLElement;
  readonly #sprites = new Sprites();
  readonly #resizes = new ResizeObserver(() => this.#resize());
  readonly #stop: () => void;
  #palette: Palette;
  #scene: Scene = { nodes: [], edges: [], selected: null, key: '' };
  #bySize: readonly SceneNode[] = [];
  #looks: readonly Look[] = [];
  #lines: readonly Line[] = [];
  #grid = new NodeGrid([]);
  #camera: Camera = { x: 0, y: 0, scale: 1 };
  #furthest = 0.05;
  #size: Size = { width: 0, height: 0 };
  #hovered: SceneNode | null = null;
  #frame = 0;
  #still: ReturnType<typeof setTimeout> | undefined;
  #moving = false;

  constructor(element: HTMLElement, palette: Palette, events: PictureEvents) {
    const context = this.#canvas.getContext('2d');
    if (!context) throw new Error('This browser draws no canvas.');
    this.#context = context;
    this.#element = element;
    this.#palette = palette;
    this.#canvas.setAttribute('aria-hidden', 'true');
    element.append(this.#canvas);
    this.#stop = onGestures(this.#canvas, {
      pan: (dx, dy) => this.#look(moved(this.#camera, dx, dy)),
      zoom: (at, factor) => this.#look(zoomed(this.#camera, this.#size, at, factor, this.#furthest)),
      hover: (at) => this.#hover(at && this.#nodeAt(at)),
      click: (at) => events.onchoose(this.#nodeAt(at)?.id ?? null),
      open: (at) => {
        const node = this.#nodeAt(at);
        if (node) events.onopen(node.id);
      },
    });
    this.#resizes.observe(element);
    this.#resize();
  }

  show(scene: Scene): void {
    const before = this.#scene;
    this.#scene = scene;
    if (before.nodes !== scene.nodes || before.edges !== scene.edges) {
      const byId = new Map(scene.nodes.map((node) => [node.id, node]));
      this.#lines = scene.edges.flatMap((edge) => {
        const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
        return from && to ? [{ edge, from, to }] : [];
      });
      this.#looks = looksOf(scene.nodes);
      this.#bySize = scene.nodes.toSorted((a, b) => b.size - a.size);
      this.#grid = new NodeGrid(scene.nodes);
      this.#hovered = null;
    }
    if (before.key === scene.key) this.#redraw();
    else this.fit();
  }

  paint(palette: Palette): void {
    this.#palette = palette;
    this.#redraw();
  }

  reveal(id: string): void {
    const node = this.#scene.nodes.find((one) => one.id === id);
    if (!node) return;
    const at = toScreen(this.#camera, this.#size, node);
    const { width, height } = this.#size;
    if (at.x < 40 || at.y < 40 || at.x > width - 40 || at.y > height - 40)
      this.#look({ ...this.#camera, x: node.x, y: node.y });
  }

  fit(): void {
    const camera = fitting(this.#scene.nodes, this.#size);
    this.#furthest = camera.scale / 2;
    this.#camera = camera;
    this.#redraw();
  }

  zoom(factor: number): void {
    const middle = { x: this.#size.width / 2, y: this.#size.height / 2 };
    this.#look(zoomed(this.#camera, this.#size, middle, factor, this.#furthest));
  }

  close(): void {
    this.#stop();
    this.#resizes.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#still);
    this.#canvas.remove();
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#element;
    if (width === 0 || height === 0) return;
    const first = this.#size.width === 0;
    this.#size = { width, height };
    this.#canvas.width = Math.round(width * devicePixelRatio);
    this.#canvas.height = Math.round(height * devicePixelRatio);
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
    if (first) this.fit();
    else this.#redraw();
  }

  #nodeAt(at: Point): SceneNode | null {
    const { x, y } = toPlane(this.#camera, this.#size, at);
    const { scale } = this.#camera;
    return this.#grid.nearest(x, y, (node) => (radiusOf(node.size, scale) + REACH) / scale);
  }

  #hover(node: SceneNode | null): void {
    if (node === this.#hovered) return;
    this.#hovered = node;
    this.#canvas.style.cursor = node ? 'pointer' : '';
    if (!this.#moving) this.#redraw();
  }

  #look(camera: Camera): void {
    this.#camera = camera;
    this.#moving = this.#scene.nodes.length + this.#scene.edges.length > SMALL;
    clearTimeout(this.#still);
    if (this.#moving) {
      this.#still = setTimeout(() => {
        this.#moving = false;
        this.#redraw();
      }, STILL);
    }
    this.#redraw();
  }

  #redraw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #view(): View {
    const view = { context: this.#context, camera: this.#camera, size: this.#size, palette: this.#palette };
    return { ...view, pixels: devicePixelRatio };
  }

  #clear({ context, pixels, size }: View): void {
    context.setTransform(pixels, 0, 0, pixels, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
  }

  #draw(): void {
    const view = this.#view();
    this.#clear(view);
    if (this.#moving) drawNodes(view, this.#looks, this.#sprites);
    else this.#drawSlice(view, 0);
  }

  /** Edges lie under the nodes, so each slice draws the nodes over all edges so far. */
  #drawSlice(view: View, from: number): void {
    const to = from + SLICE;
    drawEdges(view, this.#lines.slice(from, to), false, this.#lines.length <= ARROWS);
    if (to < this.#lines.length) {
      if (from === 0) drawNodes(view, this.#looks, this.#sprites);
      this.#frame = requestAnimationFrame(() => this.#drawSlice(view, to));
      return;
    }
    const { selected, nodes } = this.#scene;
    const near = this.#lines.filter(({ edge }) => edge.from === selected || edge.to === selected);
    drawEdges(view, near, true, true);
    drawNodes(view, this.#looks, this.#sprites);
    const chosen = nodes.find(({ id }) => id === selected);
    const marked = [...new Set([chosen, this.#hovered ?? undefined])].filter((node) => node !== undefined);
    drawLabels(view, this.#bySize, marked);
    for (const node of marked) drawMarked(view, node);
  }
}
