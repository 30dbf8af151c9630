import type { Geometry, Shm, ShmSegment } from 'x11';
import type { Rect } from '../../../../shared/ports/driver.ts';
import { SonnyError } from '../../../../shared/protocol/errors.ts';
import { drawnSince } from './changes.ts';
import type { Connection } from './connection.ts';
import type { HandScreen } from '../../hand.ts';
import type { Pixels } from '../../pixels.ts';

const ALL_PLANES = 0xffffffff;
const Z_PIXMAP = 2;

/** Pictures through shared memory where the display gives it, else over the socket. Needs a display of 24 bits. */
export async function openScreen(connection: Connection): Promise<HandScreen> {
  const { ask, x, root } = connection;
  const shm = await shared(connection);
  let segment: ShmSegment | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  async function size() {
    const { width, height } = await ask<Geometry>((reply) => x.GetGeometry(root, reply));
    return { width, height };
  }

  async function throughMemory(memory: Shm, { x: left, y: top, width, height }: Rect): Promise<Buffer> {
    const needed = width * height * 4;
    if (!segment || segment.size < needed) {
      segment?.detach();
      segment = await ask<ShmSegment>((reply) => memory.createSegment(needed, reply));
    }
    const place = segment;
    await ask((reply) => place.getImage(root, left, top, width, height, ALL_PLANES, undefined, 0, reply));
    return Buffer.from(place.buffer.subarray(0, needed));
  }

  async function grab(region?: Rect): Promise<Pixels> {
    const all = await size();
    const area = cut(region ?? { x: 0, y: 0, ...all }, all);
    const { width, height } = area;
    if (shm) return { width, height, data: await throughMemory(shm, area) };
    const image = await ask<{ readonly depth: number; readonly data: Buffer }>((reply) =>
      x.GetImage(Z_PIXMAP, root, area.x, area.y, width, height, ALL_PLANES, reply),
    );
    if (image.data.length < width * height * 4) throw new SonnyError('UNSUPPORTED', 'The display has too few colours.');
    return { width, height, data: Buffer.from(image.data.subarray(0, width * height * 4)) };
  }

  return {
    size,
    drawnSince: await drawnSince(connection),
    grab(region) {
      const turn = queue.then(() => grab(region));
      queue = turn.catch(() => undefined);
      return turn;
    },
    async workArea() {
      const [area, all] = await Promise.all([connection.property(root, '_NET_WORKAREA'), size()]);
      if (!area || area.data.length < 16) return { x: 0, y: 0, ...all };
      const [left = 0, top = 0, width = all.width, height = all.height] = [0, 4, 8, 12].map((at) =>
        area.data.readUInt32LE(at),
      );
      return { x: left, y: top, width, height };
    },
  };
}

async function shared({ ask, x }: Connection): Promise<Shm | null> {
  try {
    const shm = await ask<Shm>((reply) => x.require('shm', reply));
    return (await ask<boolean>((reply) => shm.usable(reply))) ? shm : null;
  } catch {
    return null;
  }
}

function cut(region: Rect, all: { readonly width: number; readonly height: number }): Rect {
  const x = Math.min(Math.max(0, Math.round(region.x)), all.width - 1);
  const y = Math.min(Math.max(0, Math.round(region.y)), all.height - 1);
  const width = Math.min(Math.round(region.x + region.width), all.width) - x;
  const height = Math.min(Math.round(region.y + region.height), all.height) - y;
  if (width < 1 || height < 1) throw new SonnyError('TARGET_MISSING', 'That region is not on the screen.');
  return { x, y, width, height };
}
