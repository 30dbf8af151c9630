import type { KeptClipboard } from '../../shared/ports/driver.ts';

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

/** More bytes than this are too many for a receipt. */
const MOST_KEPT_BYTES = 4 * 1024 * 1024;

/** Password managers mark what they copy with this format, so that nothing keeps it. */
const SECRET_HINT = 'x-kde-passwordManagerHint';

/** As JSON, for a receipt; null where it is too much, or a secret. */
export function keptOf({ formats }: ClipboardContent): KeptClipboard | null {
  if (formats.has(SECRET_HINT)) return null;
  const all = [...formats].map(([name, { type, bits, data }]) => ({ name, type, bits, data: data.toString('base64') }));
  return all.reduce((sum, { data }) => sum + data.length, 0) > MOST_KEPT_BYTES ? null : { formats: all };
}

export function contentOf({ formats }: KeptClipboard): ClipboardContent {
  return {
    formats: new Map(
      formats.map(({ name, type, bits, data }) => [name, { type, bits, data: Buffer.from(data, 'base64') }]),
    ),
  };
}
