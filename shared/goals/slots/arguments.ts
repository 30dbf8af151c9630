import type { Json } from '../../protocol/json.ts';
import type { Found, Slot } from '../slot.ts';
import { after, type Token, type Tokens } from '../token.ts';
import { resolvePath } from './path.ts';

/** More arguments than any form has. */
const MOST = 50;

/** A value as it is typed: quoted text, a path, an address, a number, yes or no. Nothing else is guessed at. */
const valueOf = (token: Token | undefined, home: string): { readonly value: Json } | null => {
  if (token === undefined) return null;
  if (token.kind === 'quote') return { value: token.value };
  if (token.kind === 'url') return { value: token.value };
  if (token.kind === 'path') return { value: resolvePath(token.value, home) };
  if (token.kind !== 'word') return null;
  if (/^-?\d+(?:\.\d+)?$/u.test(token.text)) return { value: Number(token.text) };
  return token.value === 'true' || token.value === 'false' ? { value: token.value === 'true' } : null;
};

const next = (tokens: Tokens, at: number): number | null =>
  after(tokens, at, ', and') ?? after(tokens, at, ',') ?? after(tokens, at, 'and');

/** Named values: `path ~/a.txt, head 5 and dryRun true`. Every way to end them, longest first. */
export const argumentsSlot: Slot<Readonly<Record<string, Json>>> = {
  chip: 'object',
  read(tokens, at, { home }) {
    const found: Found<Readonly<Record<string, Json>>>[] = [];
    const value = new Map<string, Json>();
    let place: number | null = at;
    while (place !== null && found.length < MOST) {
      const name: Token | undefined = tokens[place];
      const given = valueOf(tokens[place + 1], home);
      if (name?.kind !== 'word' || !given || value.has(name.text)) break;
      value.set(name.text, given.value);
      found.unshift({ value: Object.fromEntries(value), next: place + 2, say: [...value.keys()].join(', ') });
      place = next(tokens, place + 2);
    }
    return found;
  },
};
