import type { Found, Slot } from '../slot.ts';
import { afterAny, type Tokens } from '../token.ts';

/** An element by the words on it. */
export interface Label {
  readonly name: string;
  readonly role?: string;
}

const ROLES: readonly (readonly [string, string | null])[] = [
  ['menu item', 'menu item'],
  ['check box', 'check box'],
  ['checkbox', 'check box'],
  ['radio button', 'radio button'],
  ['tab', 'page tab'],
  ['link', 'link'],
  ['menu', 'menu'],
  // Toolkits give push buttons and toggle buttons different roles; people see a button.
  ['button', null],
];

const NO_LABEL = new Set(
  'it them that this there here in on of and then the a an at to button link tab menu everything all every'.split(' '),
);

const LONGEST = 4;

interface Name {
  readonly name: string;
  readonly next: number;
}

/** Words on an element are quoted, or begin with a capital as they do on the screen. */
const names = (tokens: Tokens, at: number): readonly Name[] => {
  const quote = tokens[at];
  if (quote?.kind === 'quote')
    return quote.value.trim() === '' || quote.value.length > 200 ? [] : [{ name: quote.value, next: at + 1 }];
  const found: Name[] = [];
  for (let count = 1; count <= LONGEST; count += 1) {
    const token = tokens[at + count - 1];
    if (token?.kind !== 'word' || NO_LABEL.has(token.value) || (count === 1 && !/^\p{Lu}/u.test(token.text))) break;
    found.push({
      name: tokens
        .slice(at, at + count)
        .map((t) => t.text)
        .join(' '),
      next: at + count,
    });
  }
  return found.reverse();
};

const roleAt = (tokens: Tokens, at: number): { readonly role: string | null; readonly next: number } => {
  for (const [words, role] of ROLES) {
    const next = afterAny(tokens, at, words);
    if (next > at) return { role, next };
  }
  return { role: null, next: at };
};

/** `"OK"`, `the OK button`, `the menu item "Save As…"`. */
export const labelSlot: Slot<Label> = {
  chip: 'object',
  read(tokens, at): readonly Found<Label>[] {
    const article = afterAny(tokens, at, 'the');
    const before = roleAt(tokens, article);
    return names(tokens, before.next).map(({ name, next }) => {
      const behind = roleAt(tokens, next);
      const role = before.role ?? behind.role;
      return { value: role === null ? { name } : { name, role }, next: behind.next, say: `“${name}”` };
    });
  },
};
