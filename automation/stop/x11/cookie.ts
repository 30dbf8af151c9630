const KIND = 'MIT-MAGIC-COOKIE-1';

/** The cookie of an Xauthority file for a display of this machine, its bytes as Latin-1, or null. */
export function cookieFor(file: Buffer, display: string): string | null {
  const number = /:(\d+)/.exec(display)?.[1] ?? '';
  for (let at = 0; at + 2 <= file.length;) {
    const fields: Buffer[] = [];
    // Two bytes of family, then four counted fields: address, number, kind, data.
    at += 2;
    while (fields.length < 4 && at + 2 <= file.length) {
      const length = file.readUInt16BE(at);
      fields.push(file.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
    const [, shown, kind, data] = fields.map((field) => field.toString('latin1'));
    if (kind === KIND && data && (shown === number || shown === '')) return data;
  }
  return null;
}
