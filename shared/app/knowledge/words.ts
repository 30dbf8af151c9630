import { tilde } from '../../planning/words.ts';
import type { Literal, Term } from '../../symbolic/atom.ts';
import { sayFact, type ArgumentType, type Relations } from '../../symbolic/facts/relation.ts';

const SOURCES: Readonly<Record<string, string>> = {
  person: 'you',
  sonny: 'Sonny itself',
  filesystem: 'the file system',
  'window-system': 'the window system',
  accessibility: 'the accessibility tree',
  clipboard: 'the clipboard',
  process: 'the process list',
  pixels: 'the picture of the screen',
  application: 'the application',
};

/** Where a fact comes from, in words. */
export const saySource = (source: string): string => {
  if (source.startsWith('step:'))
    return `step ${source.slice(source.lastIndexOf('/') + 1).replace(/^s(?=\d)/u, '')} of a run`;
  if (source.startsWith('undo:')) return 'an undo';
  return SOURCES[source] ?? source;
};

/** A moment as a date and a time, in UTC; one that no calendar holds as its number. */
export const sayMoment = (at: number): string =>
  Math.abs(at) <= 8.64e15 ? new Date(at).toISOString().replace('T', ' ').slice(0, 16) : String(at);

const sayTerm = (term: Term, type: ArgumentType, home: string): string => {
  if (type === 'moment' && typeof term === 'number') return sayMoment(term);
  if (type === 'path') return tilde(String(term), home);
  return typeof term === 'number' ? term.toLocaleString('en') : String(term);
};

/** A literal as a sentence without its full stop. */
export const sayLiteral = (literal: Literal, relations: Relations, home: string): string => {
  const relation = relations.get(literal.relation);
  if (!relation) return literal.relation;
  return sayFact(relation, literal, (term, type) => sayTerm(term, type, home));
};

export const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** What was said as a sentence of its own: it begins with a capital and has one end, also where what it quotes brings an end along. */
export const asSentence = (say: string): string => (/[.!?:…]”?$/u.test(say) ? capital(say) : `${capital(say)}.`);
