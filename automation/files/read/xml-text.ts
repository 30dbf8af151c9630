/** A part of an XML document that matters for its text. */
export type XmlPart =
  | { readonly kind: 'open' | 'close' | 'empty'; readonly name: string; readonly attributes: string }
  | { readonly kind: 'text'; readonly text: string };

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const character = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');

/** Resolves references to characters; an unknown one stays as it is written. */
const decodeReferences = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(\w{1,8}));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return character(parseInt(hex, 16));
      if (decimal !== undefined) return character(parseInt(decimal, 10));
      return NAMED[name ?? ''] ?? whole;
    },
  );

const PART =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s<>/!?]+)((?:"[^"]*"|'[^']*'|[^<>"'])*)>|([^<]+)/g;

/** Reads XML from front to back; comments and declarations are passed by. It checks nothing: the writer is an office program. */
export function* xmlParts(xml: string): Generator<XmlPart> {
  for (const [, cdata, slash, name, attributes = '', text] of xml.matchAll(PART)) {
    if (cdata !== undefined) yield { kind: 'text', text: cdata };
    else if (text !== undefined) yield { kind: 'text', text: decodeReferences(text) };
    else if (name !== undefined) {
      const kind = slash === '/' ? 'close' : attributes.endsWith('/') ? 'empty' : 'open';
      yield { kind, name, attributes };
    }
  }
}
