import type { AccessibilityBus, Ref } from './connection.ts';
import { statesOf } from './field.ts';
import { FLOWS_FROM, FLOWS_TO, children, related, type Node } from './nodes.ts';
import { until } from '../../patience.ts';
import type { TextField, TextRange } from '../../text-entry/text-field.ts';
import { insertAt, moveCaret, placeCaret, readAll, selectedRange, selectsAll, setContents, takeFocus } from './text.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

interface Paragraph {
  readonly ref: Ref;
  readonly text: string;
}

const LAYOUT_MS = 500;
const MOST_PARAGRAPHS = 5_000;
/** Empty paragraphs out of view that are looked at twice; with more, the whole is not to be had in reasonable time. */
const MOST_DOUBTFUL = 300;

/**
 * A document of paragraphs (LibreOffice Writer). It exposes only those in view as children; the others are reached by
 * walking from paragraph to paragraph in reading order. The whole is their texts, joined with newlines.
 */
export const documentField = (bus: AccessibilityBus, document: Node): TextField => {
  let known: readonly Ref[] = [];
  /** Paragraphs that the caret has been in: what they say is so. */
  const visited = new Set<string>();

  /** For a moment after scrolling it has no children at all. */
  const anyParagraph = (progress: Progress): Promise<Ref | null> =>
    until(async () => (await children(bus, document.ref, progress))[0] ?? null, progress, LAYOUT_MS, bus.onEvent);

  const paragraphAt = async (ref: Ref, progress: Progress): Promise<Paragraph | null> => {
    const text = await readAll(bus, ref, progress);
    return text === null ? null : { ref, text };
  };

  /** The paragraphs after `from` in one direction, nearest first. */
  const stretch = async (from: Ref, direction: number, progress: Progress): Promise<readonly Paragraph[] | null> => {
    const found: Paragraph[] = [];
    let [next] = await related(bus, from, direction, progress);
    while (next) {
      const [paragraph, [following]]: [Paragraph | null, readonly Ref[]] = await Promise.all([
        paragraphAt(next, progress),
        related(bus, next, direction, progress),
      ]);
      if (!paragraph || found.length >= MOST_PARAGRAPHS) return null;
      found.push(paragraph);
      next = following;
    }
    return found;
  };

  /** All at once where the order is still that of the last time; null where it is not. */
  const unmoved = async (progress: Progress): Promise<readonly Paragraph[] | null> => {
    const [start] = known;
    if (!start || (await related(bus, start, FLOWS_FROM, progress)).length > 0) return null;
    const all = await Promise.all(
      known.map(async (ref, at) => {
        const [paragraph, [next]] = await Promise.all([
          paragraphAt(ref, progress),
          related(bus, ref, FLOWS_TO, progress),
        ]);
        return next?.path === known[at + 1]?.path ? paragraph : null;
      }),
    );
    return all.every((paragraph) => paragraph !== null) ? all : null;
  };

  const paragraphs = async (progress: Progress): Promise<readonly Paragraph[] | null> => {
    const all = (await unmoved(progress)) ?? (await walked(progress));
    known = all?.map(({ ref }) => ref) ?? [];
    return all;
  };

  const walked = async (progress: Progress): Promise<readonly Paragraph[] | null> => {
    const start = await anyParagraph(progress);
    if (!start) return null;
    const [before, here, after] = await Promise.all([
      stretch(start, FLOWS_FROM, progress),
      paragraphAt(start, progress),
      stretch(start, FLOWS_TO, progress),
    ]);
    return before && here && after ? [...before.toReversed(), here, ...after] : null;
  };

  const focusedAt = async (all: readonly Paragraph[], progress: Progress): Promise<number> => {
    const states = await Promise.all(all.map(({ ref }) => statesOf(bus, ref, progress)));
    return states.findIndex((names) => names.includes('focused'));
  };

  /** In a document longer than the view a paragraph may claim to be empty until the caret has been in it. */
  const settled = async (all: readonly Paragraph[], progress: Progress): Promise<readonly Paragraph[] | null> => {
    const states = await Promise.all(all.map(({ ref }) => statesOf(bus, ref, progress)));
    const hasFocus = (at: number): boolean => states[at]?.includes('focused') ?? false;
    const allInView = states.every((names) => names.includes('showing'));
    const doubtful = allInView
      ? []
      : all.filter(({ ref, text }, at) => text === '' && !hasFocus(at) && !visited.has(ref.path));
    if (doubtful.length === 0) return all;
    if (doubtful.length > MOST_DOUBTFUL) return null;
    const home = all[states.findIndex((names) => names.includes('focused'))];
    const range = home && (await selectedRange(bus, home.ref, home.text, progress));
    // The caret can't go there and come back without losing what is selected.
    if (range && range.start !== range.end) return null;
    const found = await Promise.all(
      doubtful.map(async ({ ref }) => {
        // In this order they are also answered.
        const [, text] = await Promise.all([moveCaret(bus, ref, 0, progress), readAll(bus, ref, progress)]);
        return [ref.path, text ?? ''] as const;
      }),
    );
    const texts = new Map(found);
    for (const [path] of found) visited.add(path);
    if (home && range) await placeCaret(bus, home.ref, home.text, range.start, progress);
    return all.map((paragraph) => ({ ...paragraph, text: texts.get(paragraph.ref.path) ?? paragraph.text }));
  };

  const whole = async (progress: Progress): Promise<readonly Paragraph[] | null> => {
    const all = await paragraphs(progress);
    return all && settled(all, progress);
  };

  /** The paragraph that holds an offset of the whole, and the offset in it. */
  const locate = (
    all: readonly Paragraph[],
    offset: number,
  ): { readonly paragraph: Paragraph; readonly at: number } | null => {
    let left = offset;
    for (const paragraph of all) {
      if (left <= paragraph.text.length) return { paragraph, at: left };
      left -= paragraph.text.length + 1;
    }
    return null;
  };

  const at = async (offset: number, progress: Progress): Promise<ReturnType<typeof locate>> => {
    const all = await whole(progress);
    return all && locate(all, offset);
  };

  return {
    read: async (progress) => (await whole(progress))?.map(({ text }) => text).join('\n') ?? null,
    range: async (progress) => {
      const all = await whole(progress);
      if (!all) return null;
      const offsetOf = (index: number): number =>
        all.slice(0, index).reduce((sum, { text }) => sum + text.length + 1, 0);
      const ranges = await Promise.all(all.map(({ ref, text }) => selectedRange(bus, ref, text, progress)));
      const selected = (range: TextRange | null): boolean => range !== null && range.start < range.end;
      const [first, last] = [ranges.findIndex(selected), ranges.findLastIndex(selected)];
      if (first >= 0)
        return { start: offsetOf(first) + (ranges[first]?.start ?? 0), end: offsetOf(last) + (ranges[last]?.end ?? 0) };
      const index = await focusedAt(all, progress);
      const caret = ranges[index]?.start;
      return caret === undefined ? null : { start: offsetOf(index) + caret, end: offsetOf(index) + caret };
    },
    selectsAll: async (progress) => {
      const written = (await paragraphs(progress))?.filter(({ text }) => text !== '') ?? [];
      return (await Promise.all(written.map(({ ref }) => selectsAll(bus, ref, progress)))).every((whole) => whole);
    },
    hasFocus: async (progress) => {
      const shown = await children(bus, document.ref, progress);
      return (await Promise.all(shown.map((ref) => statesOf(bus, ref, progress)))).some((names) =>
        names.includes('focused'),
      );
    },
    placeCaret: async (offset, progress) => {
      const place = await at(offset, progress);
      return place !== null && (await placeCaret(bus, place.paragraph.ref, place.paragraph.text, place.at, progress));
    },
    focus: async (progress) => {
      const place = await at(0, progress);
      return place !== null && (await takeFocus(bus, place.paragraph.ref, progress));
    },
    // A newline set into a paragraph would be a break within it, not a new one: that is what pasting is for.
    set: async (text, progress) => {
      const all = text.includes('\n') ? null : await paragraphs(progress);
      const [only] = all ?? [];
      return all?.length === 1 && only !== undefined && (await setContents(bus, only.ref, text, progress));
    },
    insert: async (offset, text, progress) => {
      const place = text.includes('\n') ? null : await at(offset, progress);
      return (
        place !== null && (await insertAt(bus, place.paragraph.ref, place.paragraph.text, place.at, text, progress))
      );
    },
    loses: async () => null,
    // Writer takes the last newline of a pasted text for the end of its last paragraph.
    pasted: (text) => (text.endsWith('\n') ? `${text}\n` : text),
  };
};
