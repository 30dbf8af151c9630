import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Worker } from 'tesseract.js';
import type { Progress } from '../../../../shared/ports/progress.ts';
import { within } from '../../patience.ts';
import { toRgb, type Pixels } from '../../pixels.ts';
import { boxesOf, lineOf, type Box, type Line, type Word } from './words.ts';

/** Finds text on pictures, offline, with the English data that ships. Started when it is first asked. */
export interface TextFinder {
  /** Boxes in pixels of the picture, best first. */
  find(text: string, picture: Pixels, progress: Progress): Promise<readonly Box[]>;
  /** All that is recognised, line by line. */
  lines(picture: Pixels, progress: Progress): Promise<readonly Line[]>;
  close(): Promise<void>;
}

/** Letters of a screen are small for the recogniser: twice the size finds nine words in ten instead of seven. */
const SCALE = 2;

/** By Tesseract, which is loaded and started when it is first asked, and again after it failed to start. */
export function textFinder(): TextFinder {
  let starting: Promise<Worker> | null = null;
  const worker = () => {
    starting ??= start();
    starting.catch(() => (starting = null));
    return starting;
  };

  async function recognise(picture: Pixels): Promise<readonly (readonly Word[])[]> {
    const { width, height } = picture;
    const { default: sharp } = await import('sharp');
    const image = await sharp(toRgb(picture), { raw: { width, height, channels: 3 } })
      .resize(width * SCALE, height * SCALE, { kernel: 'cubic' })
      .grayscale()
      .png({ compressionLevel: 1 })
      .toBuffer();
    const { data } = await (await worker()).recognize(image, {}, { blocks: true });
    const lines = (data.blocks ?? []).flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines));
    return lines.map((line) =>
      line.words.map(({ text, confidence, bbox: { x0, y0, x1, y1 } }) => ({
        text,
        confidence: confidence / 100,
        rect: {
          x: Math.round(x0 / SCALE),
          y: Math.round(y0 / SCALE),
          width: Math.round((x1 - x0) / SCALE),
          height: Math.round((y1 - y0) / SCALE),
        },
      })),
    );
  }

  return {
    find: async (text, picture, progress) => boxesOf(text, await within(recognise(picture), progress)),
    lines: async (picture, progress) =>
      (await within(recognise(picture), progress)).flatMap((line) => lineOf(line) ?? []),
    async close() {
      const running = starting;
      starting = null;
      await running?.then((one) => one.terminate()).catch(() => undefined);
    },
  };
}

async function start(): Promise<Worker> {
  const { OEM, PSM, createWorker } = await import('tesseract.js');
  const data = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json'));
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    langPath: join(data, '4.0.0_best_int'),
    gzip: true,
    cacheMethod: 'none',
    // Without a handler the package throws where nobody can catch it; the call itself rejects too.
    errorHandler: () => undefined,
  });
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_BLOCK, user_defined_dpi: '192' });
  return worker;
}
