import type { AccessibilityBus } from './connection.ts';
import { statesOf } from './field.ts';
import { children, type Node } from './nodes.ts';
import { paragraphsOf, type Paragraph } from './paragraphs.ts';
import type { TextField, TextRange } from '../../text-entry/text-field.ts';
import { insertAt, placeCaret, selectedRange, selectsAll, setContents, takeFocus } from './text.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

/** A document of paragraphs (LibreOffice Writer). The whole is their texts, joined with newlines. */
export const documentField = (bus: AccessibilityBus, document: Node): TextField => {
  const paragraphs = paragraphsOf(bus, document);

  const focusedAt = async (all: readonly Paragraph[], progress: Progress): Promise<number> => {
    const states = await Promise.all(all.map(({ ref }) => statesOf(bus, ref, progress)));
    return states.findIndex((names) => names.includes('focused'));
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
    const all = await paragraphs.whole(progress);
    return all && locate(all, offset);
  };

  return {
    read: async (progress) => (await paragraphs.whole(progress))?.map(({ text }) => text).join('\n') ?? null,
    range: async (progress) => {
      const all = await paragraphs.whole(progress);
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
      const written = (await paragraphs.all(progress))?.filter(({ text }) => text !== '') ?? [];
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
      const all = text.includes('\n') ? null : await paragraphs.all(progress);
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
