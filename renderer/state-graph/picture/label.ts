import type { Palette } from './palette.ts';

interface At {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

const PIXELS = 12;
const LONGEST = 36;
const LEAST = 9;
/** About the width of a character. */
const CHARACTER = PIXELS * 0.52;

/** A label is read, not studied: the whole sentence is in the panel and the list. */
const shortened = (text: string, longest = LONGEST): string =>
  text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text;

/** How many characters fit between a column of nodes and the next; a few say nothing. */
const fitting = (room: number): number => Math.min(LONGEST, Math.floor((room - 28) / CHARACTER));

/** Whether a label in so much room, in CSS pixels, says anything. */
export const isEnough = (room: number): boolean => fitting(room) >= LEAST;

/** Writes a node's label beside and above it, where its edges leave room, in the `room` that is left for it, in CSS pixels. */
export function drawLabel(
  context: CanvasRenderingContext2D,
  palette: Palette,
  at: At,
  text: string | null,
  room: number,
): void {
  if (!text || !isEnough(room)) return;
  context.font = `${PIXELS}px ${palette.font}`;
  const [words, x, y] = [shortened(text, fitting(room)), at.x + at.size + 2, at.y - 4];
  // A rim in the colour of the ground, or the edges would strike the words through.
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = palette.ground;
  context.strokeText(words, x, y);
  context.fillStyle = palette.soft;
  context.fillText(words, x, y);
}

/** The same on a plate that covers what is under it, with a ring around the node. */
export function drawHover(context: CanvasRenderingContext2D, palette: Palette, at: At, text: string | null): void {
  context.font = `500 ${PIXELS}px ${palette.font}`;
  const words = shortened(text ?? '', 64);
  const left = at.x + at.size + 1;
  if (words) {
    context.fillStyle = palette.raised;
    context.strokeStyle = palette.faded;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(left, at.y - 11, context.measureText(words).width + 9, 22, 6);
    context.fill();
    context.stroke();
    context.fillStyle = palette.ink;
    context.fillText(words, left + 4, at.y + PIXELS / 3);
  }
  context.strokeStyle = palette.focus;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(at.x, at.y, at.size + 3, 0, 2 * Math.PI);
  context.stroke();
}
