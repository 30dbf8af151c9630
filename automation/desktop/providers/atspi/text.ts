import type { AccessibilityBus, Ref } from './connection.ts';
import type { TextRange } from '../../text-entry/text-field.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

const TEXT = 'org.a11y.atspi.Text';
const EDITABLE = 'org.a11y.atspi.EditableText';

/** The whole text, as the application exposes it; null: it exposes none. */
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

/** The ends that the object itself says, in its own count. */
const ownSelection = async (
  bus: AccessibilityBus,
  ref: Ref,
  progress: Progress,
): Promise<readonly [number, number] | null> => {
  if (!(await bus.ask<number>(ref, TEXT, 'GetNSelections', progress))) return null;
  const ends = await bus.ask<readonly [number, number]>(ref, TEXT, 'GetSelection', progress, 'i', [0]);
  return ends && [Math.min(...ends), Math.max(...ends)];
};

/** Whether it is selected from end to end. The caret stands at one end of a selection, so it may stand for that one. */
export const selectsAll = async (bus: AccessibilityBus, ref: Ref, progress: Progress): Promise<boolean> => {
  const [ends, count, at] = await Promise.all([
    ownSelection(bus, ref, progress),
    bus.property<number>(ref, TEXT, 'CharacterCount', progress),
    bus.property<number>(ref, TEXT, 'CaretOffset', progress),
  ]);
  return ends !== null && count !== null && ends[0] === 0 && (ends[1] === count || at === count);
};

const utf16Range = (text: string, points: boolean, ends: readonly [number, number]): TextRange => {
  const [start, end] = points ? [utf16Offset(text, ends[0]), utf16Offset(text, ends[1])] : ends;
  return { start: Math.min(start, text.length), end: Math.min(end, text.length) };
};

/** The selection, else the caret. null: neither, or what the object says of them does not go together. */
export const selectedRange = async (
  bus: AccessibilityBus,
  ref: Ref,
  text: string,
  progress: Progress,
): Promise<TextRange | null> => {
  const [ends, at, points] = await Promise.all([
    ownSelection(bus, ref, progress),
    bus.property<number>(ref, TEXT, 'CaretOffset', progress),
    countsCodePoints(bus, ref, text, progress),
  ]);
  if (at === null || at < 0) return ends && utf16Range(text, points, ends);
  if (!ends) return utf16Range(text, points, [at, at]);
  // Chromium miscounts the ends of a selection behind an emoji, though never the caret, which stands at one of them.
  return ends.includes(at) ? utf16Range(text, points, ends) : null;
};

/** `own` counts as the object does. */
export const moveCaret = async (bus: AccessibilityBus, ref: Ref, own: number, progress: Progress): Promise<boolean> =>
  (await bus.ask<boolean>(ref, TEXT, 'SetCaretOffset', progress, 'i', [own])) === true;

/** Puts the caret at a UTF-16 offset of `text`, which is what the element holds. false: the application would not. */
export const placeCaret = async (
  bus: AccessibilityBus,
  ref: Ref,
  text: string,
  at: number,
  progress: Progress,
): Promise<boolean> =>
  moveCaret(bus, ref, (await countsCodePoints(bus, ref, text, progress)) ? codePointOffset(text, at) : at, progress);

/** Sets the whole text at once. true says that the application took it, not that it shows it. */
export const setContents = async (
  bus: AccessibilityBus,
  ref: Ref,
  text: string,
  progress: Progress,
): Promise<boolean> => (await bus.ask<boolean>(ref, EDITABLE, 'SetTextContents', progress, 's', [text])) === true;

const APPLICATION = '/org/a11y/atspi/accessible/root';

/** The length that goes with a text: bytes, but UTF-16 units in Qt, which fills up with NULs to what it is told. */
const lengthOf = async (
  bus: AccessibilityBus,
  { bus: name }: Ref,
  text: string,
  progress: Progress,
): Promise<number> => {
  const root = { bus: name, path: APPLICATION };
  const toolkit = await bus.property<string>(root, 'org.a11y.atspi.Application', 'ToolkitName', progress);
  return toolkit === 'Qt' ? text.length : Buffer.byteLength(text);
};

export const insertAt = async (
  bus: AccessibilityBus,
  ref: Ref,
  before: string,
  at: number,
  text: string,
  progress: Progress,
): Promise<boolean> => {
  const own = (await countsCodePoints(bus, ref, before, progress)) ? codePointOffset(before, at) : at;
  const length = await lengthOf(bus, ref, text, progress);
  return (await bus.ask<boolean>(ref, EDITABLE, 'InsertText', progress, 'isi', [own, text, length])) === true;
};

export const takeFocus = async (bus: AccessibilityBus, ref: Ref, progress: Progress): Promise<boolean> =>
  (await bus.ask<boolean>(ref, 'org.a11y.atspi.Component', 'GrabFocus', progress)) === true;
