import type { StateEdgeKind } from '../../../shared/protocol/knowledge.ts';
import type { Form, Look } from '../../words/knowledge.ts';
import type { Tone } from '../../words/status.ts';
import type { Palette } from './palette.ts';

export interface SceneNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly form: Form;
  readonly tone: Tone;
  readonly look: Look;
  readonly label: string;
  /** Radius in CSS pixels at a zoom of 1. */
  readonly size: number;
  /** Drawn so that others stand out: it does not match the search, or is over. */
  readonly faded: boolean;
}

export interface SceneEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: StateEdgeKind;
  /** It is only supposed, or would be gone. */
  readonly supposed: boolean;
}

/** What is to be seen, without a word about how it is drawn. */
export interface Scene {
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  readonly selected: string | null;
  /** Another key means another arrangement: the whole of it is brought into view. */
  readonly key: string;
}

export interface PictureEvents {
  /** Clicked; null: beside every node. */
  onchoose(id: string | null): void;
  /** Clicked twice. */
  onopen(id: string): void;
}

/** Something that draws scenes into an element, and lets them be panned and zoomed with pointer and wheel. */
export interface Picture {
  show(scene: Scene): void;
  paint(palette: Palette): void;
  /** Brings a node into the middle, if it is not in view. */
  reveal(id: string): void;
  /** Brings everything into view. */
  fit(): void;
  /** Above 1: nearer. */
  zoom(factor: number): void;
  close(): void;
}

/** Beyond this many edges arrows are not told apart from noise. */
export const ARROWS = 2000;
