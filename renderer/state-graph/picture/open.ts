import { CanvasPicture } from './canvas-picture.ts';
import { hasGpu } from './gpu.ts';
import { readPalette } from './palette.ts';
import type { Picture, PictureEvents } from './scene.ts';

/** A picture in the element: by the graphics card where there is one, else on a plain canvas. */
export async function openPicture(element: HTMLElement, events: PictureEvents): Promise<Picture> {
  const palette = readPalette(element);
  if (!hasGpu()) return new CanvasPicture(element, palette, events);
  const { SigmaPicture } = await import('./sigma-picture.ts');
  return new SigmaPicture(element, palette, events);
}
