import { until } from '../../patience.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';
import type { AccessibilityBus, Ref } from './connection.ts';
import { statesOf } from './field.ts';
import { FLOWS_FROM, FLOWS_TO, children, related, type Node } from './nodes.ts';
import { moveCaret, placeCaret, readAll, selectedRange } from './text.ts';

export interface Paragraph {
  readonly ref: Ref;
  readonly text: string;
}

/** The paragraphs of a document in reading order; null where they can't be had. */
export interface Paragraphs {
  /** As they are exposed: one out of view may claim to be empty. */
  all(progress: Progress): Promise<readonly Paragraph[] | null>;
  /** As they are: looks twice at those that may only claim to be empty, for which the caret goes there and comes back. */
  whole(progress: Progress): Promise<readonly Paragraph[] | null>;
}

const LAYOUT_MS = 500;
const MOST_PARAGRAPHS = 5_000;
/** Empty paragraphs out of view that are looked at twice; with more, the whole is not to be had in reasonable time. */
const MOST_DOUBTFUL = 300;

/**
 * Those of LibreOffice Writer, which exposes only those in view as children; the others are reached by walking from paragraph to paragraph.
 */
export const paragraphsOf = (bus: AccessibilityBus, document: Node): Paragraphs => {
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

  const all = async (progress: Progress): Promise<readonly Paragraph[] | null> => {
    const found = (await unmoved(progress)) ?? (await walked(progress));
    known = found?.map(({ ref }) => ref) ?? [];
    return found;
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
    const exposed = await all(progress);
    return exposed && settled(exposed, progress);
  };

  return { all, whole };
};
