/** A place in the graph, in CSS pixels at a zoom of 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
