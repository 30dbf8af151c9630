import { tilde } from '../../planning/words.ts';
import { shortPeer } from '../../protocol/peers.ts';
import { quoted } from '../../protocol/quoted.ts';
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

/** What stands before a peer's name in the source of a fact that it told. */
export const PEER = 'peer ';

/** What the nodes of what peers told begin with. */
export const PEER_NODE = 'peer:';

/** Where a fact comes from, in words. */
export const saySource = (source: string): string => {
  if (source.startsWith('step:'))
    return `step ${source.slice(source.lastIndexOf('/') + 1).replace(/^s(?=\d)/u, '')} of a run`;
  if (source.startsWith('undo:')) return 'an undo';
  if (source.startsWith(PEER)) return `another Sonny of yours (${shortPeer(source.slice(PEER.length))})`;
  return SOURCES[source] ?? source;
};

/** A moment as a date and a time of the person's own clock, as every list shows it; one that no calendar holds as its number. */
export const sayMoment = (at: number): string => {
  if (Math.abs(at) > 8.64e15) return String(at);
  const d = new Date(at);
  const [month, day, hour, minute] = [d.getMonth() + 1, d.getDate(), d.getHours(), d.getMinutes()].map((n) =>
    String(n).padStart(2, '0'),
  );
  return `${d.getFullYear()}-${month}-${day} ${hour}:${minute}`;
};

/** A sum of bytes, by its beginning: nobody reads more of it. */
const SUM = /^[0-9a-f]{64}$/u;
export const sayText = (text: string): string => (SUM.test(text) ? `${text.slice(0, 8)}…` : text);

/** The numbers by which the window system knows a window and Sonny a run; nobody else knows them by those. */
const NUMBERED = /\bw:\d+\b|\brun-[0-9a-z]{16,40}\b/gu;

/** What windows and runs are called in sentences: by their titles and goals, as far as those are known. */
export type Titles = ReadonlyMap<string, string>;

/** A sentence in which windows and runs with a known title are called by it. */
export const withTitles = (sentence: string, titles: Titles): string =>
  sentence.includes('w:') || sentence.includes('run-')
    ? sentence.replaceAll(NUMBERED, (name) => (titles.has(name) ? quoted(titles.get(name) ?? '') : name))
    : sentence;

const sayWindow = (name: string, titles: Titles): string => {
  const title = titles.get(name);
  return title === undefined ? 'of an unknown title' : quoted(title);
};

const sayTerm = (term: Term, type: ArgumentType, home: string, titles: Titles): string => {
  if (type === 'text' && typeof term === 'string' && /^w:\d+$/u.test(term)) return sayWindow(term, titles);
  if (type === 'moment' && typeof term === 'number') return sayMoment(term);
  if (type === 'path') return tilde(String(term), home);
  if (typeof term === 'number') return term.toLocaleString('en');
  return typeof term === 'string' ? sayText(titles.has(term) ? quoted(titles.get(term) ?? '') : term) : String(term);
};

/** A literal as a sentence without its full stop. */
export const sayLiteral = (literal: Literal, relations: Relations, home: string, titles: Titles): string => {
  const relation = relations.get(literal.relation);
  if (!relation) return literal.relation;
  return sayFact(relation, literal, (term, type) => sayTerm(term, type, home, titles));
};

/** The name of a file or of what is written like one: it is not a word that a capital would leave what it is. */
const NAMED = /^[^\s“”]*[.\d_/][^\s“”]*[^\s.,;:!?“”]/u;

/** With a capital at the beginning, unless that is a name. */
export const capital = (sentence: string): string =>
  NAMED.test(sentence.split(' ', 1)[0] ?? '') ? sentence : sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** What was said as a sentence of its own: it begins with a capital and has one end, also where what it quotes brings an end along. */
export const asSentence = (say: string): string => (/[.!?:…]”?$/u.test(say) ? capital(say) : `${capital(say)}.`);
