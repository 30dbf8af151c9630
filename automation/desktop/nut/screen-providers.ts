import { progressUntil } from '../../../shared/ports/progress.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Pixels } from '../pixels.ts';
import type { TextFinder } from '../providers/ocr/text-finder.ts';
import type { X11 } from '../providers/x11/index.ts';
import type { ClipboardProviderInterface, Image, Nut, ScreenProviderInterface, TextFinderInterface } from './module.ts';

const PATIENCE_MS = 5000;
const soon = () => progressUntil(Date.now() + PATIENCE_MS);

export function screenProvider(nut: Nut, { screen }: X11): ScreenProviderInterface {
  const image = ({ width, height, data }: Pixels): Image =>
    new nut.Image(width, height, data, 4, 'screen', 32, width * 4, nut.ColorMode.BGR);
  return {
    grabScreen: async () => image(await screen.grab()),
    grabScreenRegion: async ({ left: x, top: y, width, height }) => image(await screen.grab({ x, y, width, height })),
    highlightScreenRegion: () => Promise.reject(new SonnyError('UNSUPPORTED', 'Sonny does not draw on the desktop.')),
    screenWidth: async () => (await screen.size()).width,
    screenHeight: async () => (await screen.size()).height,
    screenSize: async () => {
      const { width, height } = await screen.size();
      return new nut.Region(0, 0, width, height);
    },
  };
}

export function clipboardProvider({ clipboard }: X11): ClipboardProviderInterface {
  const copy = async (text: string) => {
    await clipboard.offerText('CLIPBOARD', text);
  };
  return {
    copy,
    hasText: async () => (await clipboard.readText('CLIPBOARD', soon())) !== null,
    clear: async () => {
      await copy('');
      return true;
    },
    paste: async () => (await clipboard.readText('CLIPBOARD', soon())) ?? '',
  };
}

export function textFinderProvider(nut: Nut, finder: TextFinder): TextFinderInterface {
  const findMatches: TextFinderInterface['findMatches'] = async ({ haystack, needle, confidence = 0 }) => {
    const { width, height, data, channels } = haystack;
    if (channels !== 4) throw new SonnyError('UNSUPPORTED', 'Text is found on pictures of the screen only.');
    const text = 'word' in needle.by ? needle.by.word : needle.by.line;
    const found = await finder.find(text, { width, height, data }, soon());
    return found
      .filter((box) => box.confidence >= confidence)
      .map(
        ({ rect, confidence: sure }) =>
          new nut.MatchResult(sure, new nut.Region(rect.x, rect.y, rect.width, rect.height)),
      );
  };
  return {
    findMatches,
    findMatch: async (request) => {
      const [best] = await findMatches(request);
      if (!best) throw new SonnyError('TARGET_MISSING', 'That text is not on the screen.');
      return best;
    },
  };
}
