import type { Rect } from '../../../shared/ports/driver.ts';
import type { TextBuffer } from './text-buffer.ts';

/** Something in a window: what it is, where it is, what a click does. Places are relative to the window. */
export interface Part {
  readonly role: string;
  readonly name: string;
  readonly states: readonly string[];
  readonly rect: Rect;
  readonly depth: number;
  readonly buffer?: TextBuffer;
  readonly click?: () => void | Promise<void>;
}

/** What an application draws in one window, and how it answers. */
export interface Surface {
  readonly title: string;
  readonly dialog: boolean;
  /** What accessibility shows; a terminal shows nothing. Depth first. */
  parts(): readonly Part[];
  /** What the window is about, and whether typing goes there. null: it tells no text. */
  main(): TextBuffer | null;
  /** Where typing goes. null: nowhere. */
  focused(): TextBuffer | null;
  /** A key that the application knows for itself. false: it is an ordinary one. */
  press(chord: string): Promise<boolean> | boolean;
  /** The close button. false: it asks something first. */
  close(): boolean;
}

const SHOWN = ['enabled', 'sensitive', 'showing', 'visible'];
const ROW = 28;

/** Parts in rows below each other, in the states that a shown part has. */
export const rows = (
  parts: readonly (Omit<Part, 'rect' | 'states' | 'depth'> & {
    readonly states?: readonly string[];
    readonly height?: number;
  })[],
): readonly Part[] => {
  let top = ROW;
  return parts.map(({ states = [], height = ROW, ...part }) => {
    const rect = { x: 8, y: top, width: 240, height };
    top += height;
    return { ...part, rect, depth: 1, states: [...SHOWN, ...states] };
  });
};
