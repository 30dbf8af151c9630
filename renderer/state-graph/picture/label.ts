import type { Size } from './camera.ts';
import { type Disc, type LabelPlaces, type Plate, plateAt, widestPlate } from './label-places.ts';
import type { Palette } from './palette.ts';

const PIXELS = 12;
const LONGEST = 36;
/** A few letters say nothing: what would be cut below this is left out. */
const LEAST = 12;
/** The whole sentence, on its plate. */
const ON_PLATE = 64;
/** From a plate's rim to its words. */
const INSIDE = 5;
/** About the width of a character. */
const CHARACTER = PIXELS * 0.52;

/** A label is read, not studied: the whole sentence is in the panel and the list. */
const shortened = (text: string, longest = LONGEST): string =>
  text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text;

/** As much of a text as is so wide, in CSS pixels. */
function cut(context: CanvasRenderingContext2D, text: string, room: number): string {
  let words = shortened(text, Math.max(2, Math.ceil(room / CHARACTER) + 4));
  while (words.length > 2 && context.measureText(words).width > room) words = shortened(text, words.length - 1);
  return words;
}

/** Writes a node's label beside and above it, where its edges leave room, in the place that is left for it. */
export function drawLabel(
  context: CanvasRenderingContext2D,
  palette: Palette,
  at: Disc,
  text: string | null,
  places: LabelPlaces,
): void {
  if (!text) return;
  context.font = `${PIXELS}px ${palette.font}`;
  const short = shortened(text);
  const width = Math.ceil(context.measureText(short).width);
  const place = places.place(at, width, LEAST * CHARACTER);
  if (!place) return;
  const words = place.room < width ? cut(context, text, place.room) : short;
  const y = at.y - 4;
  // A rim in the colour of the ground, or the edges would strike the words through.
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = palette.ground;
  context.strokeText(words, place.left, y);
  context.fillStyle = palette.soft;
  context.fillText(words, place.left, y);
}

/** The words of a node's plate, and where it stands. */
function plateOf(
  context: CanvasRenderingContext2D,
  { font }: Palette,
  at: Disc,
  text: string,
  size: Size,
): { readonly words: string; readonly plate: Plate } {
  context.font = `500 ${PIXELS}px ${font}`;
  const words = cut(context, shortened(text, ON_PLATE), widestPlate(size) - 2 * INSIDE);
  return { words, plate: plateAt(at, context.measureText(words).width + 2 * INSIDE, size) };
}

/** Keeps the place of a node's plate free of labels; see `drawHover`. */
export function keepPlate(
  context: CanvasRenderingContext2D,
  palette: Palette,
  at: Disc,
  text: string,
  size: Size,
  places: LabelPlaces,
): void {
  const { left, top, right, bottom } = plateOf(context, palette, at, text, size).plate;
  places.take(left, top, right, bottom);
}

/** The same on a plate that covers what is under it, with a ring around the node. */
export function drawHover(
  context: CanvasRenderingContext2D,
  palette: Palette,
  at: Disc,
  text: string | null,
  size: Size,
): void {
  if (text) {
    const { words, plate } = plateOf(context, palette, at, text, size);
    context.fillStyle = palette.raised;
    context.strokeStyle = palette.faded;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(plate.left, plate.top, plate.right - plate.left, plate.bottom - plate.top, 6);
    context.fill();
    context.stroke();
    context.fillStyle = palette.ink;
    context.fillText(words, plate.left + INSIDE, (plate.top + plate.bottom) / 2 + PIXELS / 3);
  }
  context.strokeStyle = palette.focus;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(at.x, at.y, at.size + 3, 0, 2 * Math.PI);
  context.stroke();
}
