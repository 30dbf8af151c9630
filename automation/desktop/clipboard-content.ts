/** What a clipboard holds: one value per format, named as the window system names it. */
export interface ClipboardContent {
  readonly formats: ReadonlyMap<string, { readonly type: string; readonly bits: 8 | 16 | 32; readonly data: Buffer }>;
}

/** Formats in which text is asked for, the exact ones first. */
export const TEXT_FORMATS = [
  'UTF8_STRING',
  'text/plain;charset=utf-8',
  'text/plain;charset=UTF-8',
  'text/plain',
] as const;

export const EMPTY: ClipboardContent = { formats: new Map() };

export function textContent(text: string): ClipboardContent {
  const data = Buffer.from(text, 'utf8');
  const formats = new Map<string, { type: string; bits: 8; data: Buffer }>();
  for (const name of TEXT_FORMATS) formats.set(name, { type: name, bits: 8, data });
  // The old format has no more than Latin 1; a text that does not fit is not offered in it.
  if (Array.from(text).every((character) => character.charCodeAt(0) <= 0xff))
    formats.set('STRING', { type: 'STRING', bits: 8, data: Buffer.from(text, 'latin1') });
  return { formats };
}

/** The text in it, or null. */
export function textOf(content: ClipboardContent): string | null {
  for (const name of TEXT_FORMATS) {
    const found = content.formats.get(name);
    if (found) return found.data.toString('utf8');
  }
  return content.formats.get('STRING')?.data.toString('latin1') ?? null;
}
