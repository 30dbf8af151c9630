import type { McpRisk, McpServerView, McpToolState } from '../../shared/protocol/mcp.ts';
import type { StatusWords } from './status.ts';

export const SERVER_STATE: Readonly<Record<McpServerView['state'], StatusWords>> = {
  waiting: { shape: 'question', tone: 'asks', word: 'not approved' },
  resting: { shape: 'ring', tone: 'faint', word: 'starts when used' },
  connecting: { shape: 'quarter', tone: 'accent', word: 'connecting' },
  connected: { shape: 'tick', tone: 'verified', word: 'connected' },
  trouble: { shape: 'cross', tone: 'stop', word: 'trouble' },
};

export const SIGNED_IN: StatusWords = { shape: 'tick', tone: 'verified', word: 'Signed in' };

export const WANTS_SIGN_IN: StatusWords = { shape: 'question', tone: 'asks', word: 'not signed in' };

/** Said where one signs in at another place than the server's own. Neither is judged by it: it is often so, and a trap is so, too. */
export const otherPlace = (server: string, where: string): string | null => {
  const [own, other] = [URL.parse(server)?.host, URL.parse(where)?.host];
  return own === other || !own || !other ? null : `That is another place than ${own}. Go on only if you know it.`;
};

export const TOOL_STATE: Readonly<Record<Exclude<McpToolState, 'known'>, StatusWords>> = {
  changed: { shape: 'broken', tone: 'asks', word: 'changed' },
  new: { shape: 'question', tone: 'asks', word: 'new' },
  gone: { shape: 'dash', tone: 'faint', word: 'gone' },
  unusable: { shape: 'barred', tone: 'stop', word: 'can’t be used' },
};

/** What a person can say that a tool does, mildest first. */
export const TOOL_RISK: readonly { readonly value: McpRisk | null; readonly words: string }[] = [
  { value: null, words: 'Unknown: ask each time' },
  { value: 'R0', words: 'Only looks' },
  { value: 'R1', words: 'Changes nothing of mine' },
  { value: 'R3', words: 'Changes a lot: ask each time' },
  { value: 'R4', words: 'Reaches outside: ask each time' },
  { value: 'R5', words: 'Never use it' },
];

/**
 * The words of a command line, as a person types them: parted by spaces, with quotation marks around what has some. Nothing else is
 * special. null where a quotation does not end.
 */
export const argvOf = (line: string): readonly string[] | null => {
  const argv: string[] = [];
  const pieces = /\s*(?:"((?:\\["\\]|[^"])*)"|'([^']*)'|([^\s"']+))(?=\s|$)/guy;
  let end = 0;
  for (const piece of line.matchAll(pieces)) {
    const [whole, double, single, bare] = piece;
    argv.push(double?.replace(/\\(["\\])/gu, '$1') ?? single ?? bare ?? '');
    end = piece.index + whole.length;
  }
  return line.slice(end).trim() === '' ? argv : null;
};
