/** A passage that reads like an instruction to an assistant. */
export interface Passage {
  /** The words themselves, on one line, at most 400 characters. */
  readonly quote: string;
  /** What gives it away, in words. */
  readonly signs: readonly string[];
}

/** Hints, each with its weight: two points make a notice. Written for what such texts do, not for one wording of it. */
const SIGNS: readonly { readonly say: string; readonly weight: number; readonly pattern: RegExp }[] = [
  {
    say: 'it tells its reader to set aside what they were told',
    weight: 2,
    pattern:
      /\b(?:ignore|disregard|forget|override|bypass|skip)\b[^.!?\n]{0,40}\b(?:previous|prior|earlier|above|all|any|your|existing|original)\b[^.!?\n]{0,30}\b(?:\w*structions?|prompts?|rules?|guidelines?|orders?|tasks?|context|policy|policies)\b/iu,
  },
  {
    say: 'it poses as the system or as the person',
    weight: 2,
    pattern:
      /(?:^|[\s>])(?:#{2,}\s*\(?\s*(?:system|admin|instruction)|<\/?\s*(?:system|information|instructions?|user|assistant|important|tool_?result)\b[^>]{0,40}>|\[\s*\/?\s*(?:system|inst|admin)\s*\]|(?:system|assistant)\s*(?:_?message|prompt|override)?\s*:)|\b(?:important )?message from me\b[^.!?\n]{0,40}\bto you\b/imu,
  },
  {
    say: 'it speaks to an assistant',
    weight: 1,
    pattern:
      /\b(?:(?:ai|language) (?:model|assistant|agent)|dear assistant|you are (?:now )?(?:an? )?(?:ai|assistant|agent|chatbot)|as an ai\b|to the (?:assistant|agent|ai)\b|(?:assistant|agent|ai) reading this)/iu,
  },
  {
    say: 'it wants something done before or instead of what the person asked for',
    weight: 1,
    pattern:
      /\b(?:before you (?:can )?(?:solve|continue|proceed|answer|do|finish|complete)|(?:do|execute|perform|follow) (?:the|these) following|strictly adhere|new (?:instruction|task|objective)s?|do .{1,80} instead\b|first(?:,)? (?:you must|do|perform|send|open))/iu,
  },
  {
    say: 'it wants it done unasked or unseen',
    weight: 2,
    pattern:
      /\b(?:without (?:asking|telling|informing|notifying|confirm\w*|permission|approval)|(?:do not|don['’]t|never) (?:tell|mention|inform|ask|alert|notify|reveal)[^.!?\n]{0,30}\b(?:user|me|person|them|anyone|this|it)|no need to (?:ask|confirm))\b/iu,
  },
  {
    say: 'it wants something sent, paid, shared, opened or removed',
    weight: 1,
    pattern:
      /\b(?:send|forward|e-?mail|transfer|wire|pay|post|upload|share|invite|visit|navigate to|download|run|execute|delete|remove|change|modify|update|reset)\b[^!?\n]{0,120}(?:[\w.+-]+@[\w-]+\.\w|\b(?:https?:\/\/|www\.)\S|\b[A-Z]{2}\d{2}[A-Z0-9]{8,}|\$\s?\d|\bpassword\b|\bcredential|\baccount\b)/iu,
  },
  {
    say: 'it presses its reader',
    weight: 1,
    pattern: /(?:\bTODO\s*:|\b(?:IMPORTANT|URGENT|ATTENTION|MANDATORY)\b\s*[!:]*|!{3,})/u,
  },
];

const ENOUGH = 2;
const LONGEST_QUOTE = 400;
/** No more than so much of a text is looked through, and no more passages of it are told (UTF-16 units). */
const LONGEST_TEXT = 200_000;
const MOST = 3;
/** Passages overlap, so that what belongs together is seen together. */
const WINDOW = 1200;
const STEP = 800;

/** What is read is what a model would read: without characters that nobody sees, look-alike forms as plain ones. */
const legible = (text: string): string =>
  text
    .slice(0, LONGEST_TEXT)
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e0fff}]/gu, '');

const passage = (window: string): Passage | null => {
  const hits = SIGNS.flatMap(({ say, weight, pattern }) => {
    const hit = pattern.exec(window);
    return hit ? [{ say, weight, start: hit.index, end: hit.index + hit[0].length }] : [];
  });
  if (hits.reduce((sum, { weight }) => sum + weight, 0) < ENOUGH) return null;
  const from = Math.max(0, Math.min(...hits.map(({ start }) => start)) - 40);
  const quote = window.slice(from).replace(/\s+/gu, ' ').trim();
  return {
    quote: quote.length > LONGEST_QUOTE ? `${quote.slice(0, LONGEST_QUOTE)}…` : quote,
    signs: hits.map(({ say }) => say),
  };
};

/**
 * Passages of a text that read like instructions to an assistant. A hint for a person and nothing more: a text without any is no
 * safer, and what it may bring about is the same (see assess.ts).
 */
export const instructionsIn = (text: string): readonly Passage[] => {
  const readable = legible(text);
  const found: Passage[] = [];
  for (let at = 0; at < readable.length && found.length < MOST; at += STEP) {
    const here = passage(readable.slice(at, at + WINDOW));
    const last = found.at(-1);
    if (here && !last?.quote.includes(here.quote.slice(0, 60))) found.push(here);
    if (at + WINDOW >= readable.length) break;
  }
  return found;
};
