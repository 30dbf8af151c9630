import { ACCESSIBLE, type AccessibilityBus, type Ref } from './connection.ts';
import type { TextField } from './field.ts';
import { FLOWS_FROM, FLOWS_TO, children, related } from './nodes.ts';
import { stateNames } from './states.ts';
import { insertAt, placeCaret, readAll, selectedRange, setContents, takeFocus } from './text.ts';
import type { Node } from './nodes.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

interface Paragraph {
  readonly ref: Ref;
  readonly text: string;
}

const MOST_PARAGRAPHS = 5_000;
/** Empty paragraphs out of view that are looked at twice; with more, the whole is not to be had in reasonable time. */
const MOST_DOUBTFUL = 300;

/**
 * A document of paragraphs (LibreOffice Writer). It exposes only those in view as children; the others are reached by
 * walking from paragraph to paragraph in reading order. The whole is their texts, joined with newlines.
 */
export const documentField = (bus: AccessibilityBus, document: Node): TextField => {
  const first = async (progress: Progress): Promise<Ref | null> => {
    let [ref] = await children(bus, document.ref, progress);
    const seen = new Set<string>();
    while (ref && !seen.has(ref.path) && seen.size < MOST_PARAGRAPHS) {
      seen.add(ref.path);
      const [before] = await related(bus, ref, FLOWS_FROM, progress);
      if (!before) return ref;
      ref = before;
    }
    return null;
  };

  const paragraphs = async (progress: Progress): Promise<readonly Paragraph[] | null> => {
    const all: Paragraph[] = [];
    let ref: Ref | undefined = (await first(progress)) ?? undefined;
    while (ref) {
      const here: Ref = ref;
      const [text, [next]] = await Promise.all([readAll(bus, here, progress), related(bus, here, FLOWS_TO, progress)]);
      if (text === null || all.length >= MOST_PARAGRAPHS) return null;
      all.push({ ref: here, text });
      ref = next;
    }
    return all.length > 0 ? all : null;
  };

  const statesOf = async (ref: Ref, progress: Progress): Promise<readonly string[]> =>
    stateNames((await bus.ask<readonly number[]>(ref, ACCESSIBLE, 'GetState', progress)) ?? []);

  const current = async (all: readonly Paragraph[], progress: Progress): Promise<number> => {
    const states = await Promise.all(all.map(({ ref }) => statesOf(ref, progress)));
    return states.findIndex((names) => names.includes('focused'));
  };

  /** A paragraph that was never laid out claims to be empty until the caret has been in it. */
  const settled = async (all: readonly Paragraph[], progress: Progress): Promise<readonly Paragraph[] | null> => {
    const states = await Promise.all(all.map(({ ref }) => statesOf(ref, progress)));
    const doubtful = all.filter(({ text }, at) => text === '' && !states[at]?.includes('showing'));
    if (doubtful.length === 0) return all;
    if (doubtful.length > MOST_DOUBTFUL) return null;
    const home = all[states.findIndex((names) => names.includes('focused'))];
    const caret = home && (await selectedRange(bus, home.ref, home.text, progress));
    if (caret && caret.start !== caret.end) return null;
    const found = new Map<string, string>();
    for (const { ref } of doubtful) {
      await placeCaret(bus, ref, '', 0, progress);
      found.set(ref.path, (await readAll(bus, ref, progress)) ?? '');
    }
    if (home && caret) await placeCaret(bus, home.ref, home.text, caret.start, progress);
    return all.map((paragraph) => ({ ...paragraph, text: found.get(paragraph.ref.path) ?? paragraph.text }));
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
    const all = await paragraphs(progress);
    return all && locate(all, offset);
  };

  return {
    role: document.role,
    focused: true,
    read: async (progress) => {
      const all = await paragraphs(progress);
      return (all && (await settled(all, progress)))?.map(({ text }) => text).join('\n') ?? null;
    },
    range: async (progress) => {
      const all = await paragraphs(progress);
      const index = all ? await current(all, progress) : -1;
      const paragraph = all?.[index];
      const range = paragraph && (await selectedRange(bus, paragraph.ref, paragraph.text, progress));
      if (!all || !range) return null;
      const before = all.slice(0, index).reduce((sum, { text }) => sum + text.length + 1, 0);
      return { start: before + range.start, end: before + range.end };
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
    // Writer takes the last newline of a pasted text for the end of its last paragraph.
    pasted: (text) => (text.endsWith('\n') ? `${text}\n` : text),
  };
};
