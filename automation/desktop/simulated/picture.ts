import { encode, type Encoded } from '../encode.ts';
import { paintOver } from '../pixels.ts';
import { partsOf } from './looking.ts';
import type { Screen } from './screen.ts';
import type { Rect } from '../../../shared/ports/driver.ts';

const DESK = [0x6c, 0x5a, 0x3d, 0xff];
const PANE = [0xf0, 0xf0, 0xf0, 0xff];
const EDGE = [0x40, 0x40, 0x40, 0xff];
const PART = [0xd8, 0xd8, 0xd8, 0xff];
const GAP = 2;

const fill = (
  data: Buffer,
  width: number,
  height: number,
  { x, y, width: wide, height: high }: Rect,
  colour: readonly number[],
): void => {
  const [left, right] = [Math.max(0, x), Math.min(width, x + wide)];
  if (right <= left) return;
  for (let row = Math.max(0, y); row < Math.min(height, y + high); row++)
    data.fill(Buffer.from(colour), (row * width + left) * 4, (row * width + right) * 4);
};

/** The desktop as boxes: windows with a dark edge, what is in them grey, passwords painted over. */
export const picture = (screen: Screen, region: Rect, format: 'png' | 'jpeg', mostWidth?: number): Promise<Encoded> => {
  const { width, height } = region;
  const data = Buffer.alloc(width * height * 4);
  const draw = (rect: Rect, colour: readonly number[]): void =>
    fill(data, width, height, { ...rect, x: rect.x - region.x, y: rect.y - region.y }, colour);
  draw(region, DESK);
  const shown = screen.panes.filter(({ state }) => state !== 'minimised');
  for (const pane of shown) {
    const { x, y, width: wide, height: high } = pane.rect;
    draw(pane.rect, EDGE);
    draw({ x: x + GAP, y: y + GAP, width: wide - 2 * GAP, height: high - 2 * GAP }, PANE);
    for (const { rect } of partsOf(pane)) draw({ ...rect, height: rect.height - GAP }, PART);
  }
  const secret = shown.flatMap((pane) => partsOf(pane).filter(({ role }) => role === 'password text'));
  paintOver(
    { width, height, data },
    region,
    secret.map(({ rect }) => rect),
  );
  return encode({ width, height, data }, format, mostWidth);
};
