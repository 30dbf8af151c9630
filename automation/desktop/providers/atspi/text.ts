import type { AccessibilityBus, Ref } from './connection.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

const TEXT = 'org.a11y.atspi.Text';
const EDITABLE = 'org.a11y.atspi.EditableText';

/** The caret, or what is selected, as UTF-16 offsets in the whole text. A caret has start = end. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export const readAll = (bus: AccessibilityBus, ref: Ref, progress: Progress): Promise<string | null> =>
  bus.ask<string>(ref, TEXT, 'GetText', progress, 'ii', [0, -1]);

/**
 * Offsets count code points in GTK and Chromium and UTF-16 units in Qt and LibreOffice. The object's own count tells
 * which; where both counts are the same so are the offsets.
 */
const countsCodePoints = async (bus: AccessibilityBus, ref: Ref, text: string, progress: Progress): Promise<boolean> =>
  (await bus.property<number>(ref, TEXT, 'CharacterCount', progress)) !== text.length;

const utf16Offset = (text: string, codePoints: number): number => Array.from(text).slice(0, codePoints).join('').length;
const codePointOffset = (text: string, utf16: number): number => Array.from(text.slice(0, utf16)).length;

export const selectedRange = async (
  bus: AccessibilityBus,
  ref: Ref,
  text: string,
  progress: Progress,
): Promise<TextRange | null> => {
  const caret = await bus.property<number>(ref, TEXT, 'CaretOffset', progress);
  if (caret === null || caret < 0) return null;
  const selections = await bus.ask<number>(ref, TEXT, 'GetNSelections', progress);
  const selection = selections
    ? await bus.ask<readonly [number, number]>(ref, TEXT, 'GetSelection', progress, 'i', [0])
    : null;
  const [start, end] = selection ?? [caret, caret];
  const points = await countsCodePoints(bus, ref, text, progress);
  const offset = (own: number): number => Math.min(points ? utf16Offset(text, own) : own, text.length);
  return { start: offset(Math.min(start, end)), end: offset(Math.max(start, end)) };
};

export const placeCaret = async (
  bus: AccessibilityBus,
  ref: Ref,
  text: string,
  at: number,
  progress: Progress,
): Promise<boolean> => {
  const own = (await countsCodePoints(bus, ref, text, progress)) ? codePointOffset(text, at) : at;
  return (await bus.ask<boolean>(ref, TEXT, 'SetCaretOffset', progress, 'i', [own])) === true;
};

export const setContents = async (
  bus: AccessibilityBus,
  ref: Ref,
  text: string,
  progress: Progress,
): Promise<boolean> => (await bus.ask<boolean>(ref, EDITABLE, 'SetTextContents', progress, 's', [text])) === true;

/** The length that goes with the text counts bytes. */
export const insertAt = async (
  bus: AccessibilityBus,
  ref: Ref,
  before: string,
  at: number,
  text: string,
  progress: Progress,
): Promise<boolean> => {
  const own = (await countsCodePoints(bus, ref, before, progress)) ? codePointOffset(before, at) : at;
  return (
    (await bus.ask<boolean>(ref, EDITABLE, 'InsertText', progress, 'isi', [own, text, Buffer.byteLength(text)])) ===
    true
  );
};

export const takeFocus = async (bus: AccessibilityBus, ref: Ref, progress: Progress): Promise<boolean> =>
  (await bus.ask<boolean>(ref, 'org.a11y.atspi.Component', 'GrabFocus', progress)) === true;
