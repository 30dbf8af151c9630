import type { ExplanationLine } from '../../shared/protocol/knowledge.ts';

/** A sentence of an explanation and those that support it. */
export interface Reason {
  readonly line: ExplanationLine;
  readonly under: readonly Reason[];
}

/** Reads indented lines as a tree. A line that is indented by more than one level stands under the line before it. */
export function reasonsOf(lines: readonly ExplanationLine[]): readonly Reason[] {
  const top: Reason[] = [];
  const open: { readonly depth: number; readonly under: Reason[] }[] = [];
  for (const line of lines) {
    const under: Reason[] = [];
    while (open.length > 0 && (open.at(-1)?.depth ?? 0) >= line.depth) open.pop();
    (open.at(-1)?.under ?? top).push({ line, under });
    open.push({ depth: line.depth, under });
  }
  return top;
}

/** How many sentences stand under this one, at all levels. */
export const below = ({ under }: Reason): number => under.reduce((sum, one) => sum + 1 + below(one), 0);
