import type { GoalContext } from './intent.ts';
import { understand } from './understand.ts';

/** Something that people ask of a computer and no skill does. */
interface Beyond {
  readonly say: string;
  /** The words that it is asked for in. */
  readonly words: RegExp;
  /** They count wherever they stand, also where they were understood. */
  readonly anywhere?: true;
  /** Goals that come near it; those that work on the machine are told. */
  readonly near: readonly string[];
}

const WRITE_IT = 'write "Dear Anna, …" in the text editor and save it as ~/Documents/letter.txt';
const COPY_IT = 'copy "Dear Anna, …" to the clipboard';

const BEYOND: readonly Beyond[] = [
  {
    say: 'Sonny has no skill that sends or reads e-mail.',
    words: /\b(e-?mail(s|ed|ing)?|mails?|mailbox|inbox)\b/iu,
    near: [WRITE_IT, 'open the mail client', COPY_IT],
  },
  {
    say: 'Sonny has no calendar and no alarm.',
    words: /\b(remind(er|ers)?|alarm|timer|calendar|appointment|meeting)\b/iu,
    near: [
      'write "Call Anna at five." in the text editor and save it as ~/Documents/reminder.txt',
      'when report.pdf appears in ~/Downloads, move it to ~/Papers',
    ],
  },
  {
    say: 'Sonny has no skill that calls anyone or sends messages.',
    words: /\b(messages?|sms|whatsapp|telegram|slack|tweet|toot|post|phone|call)\b/iu,
    near: [COPY_IT, WRITE_IT, 'open https://example.org in your own browser'],
  },
  {
    say: 'Sonny has no skill that plays music or films.',
    words: /\b(music|songs?|playlist|album|podcast|radio|films?|movies?)\b/iu,
    near: ['open ~/Music/song.mp3', 'find all files in ~/Music', 'open https://example.org in your own browser'],
  },
  {
    say: 'Sonny has no skill that buys, orders or books anything.',
    words: /\b(buy|purchase|order|book|pay|subscribe)\b/iu,
    near: ['open https://example.org in your own browser', 'read the page https://example.org'],
  },
  {
    say: 'Sonny has no skill that changes settings of this machine or the programs on it.',
    words:
      /\b(volume|brightness|wi-?fi|bluetooth|wallpaper|shut ?down|reboot|restart|log ?out|install|uninstall|update|upgrade)\b/iu,
    near: ['open the terminal', 'list the open windows'],
  },
  {
    say: 'That is a question, and Sonny does things: it answers only what a file, a page or a calculation says.',
    words: /^\W*(what|who|whom|whose|why|where|which|how|is|are|does|did|will)\b/iu,
    anywhere: true,
    near: ['calculate 12.5 × 8 in the calculator', 'read the page https://example.org', 'find all PDFs in ~/Downloads'],
  },
];

/** Words that are not the person's way to ask. */
const QUOTED = /"[^"]*"|“[^”]*”|‘[^’]*’|`[^`]*`|\$\([^)]*\)/gu;

/**
 * What a goal asks for that no skill does, in a sentence, with goals that come near it and work here; null where nothing of it is known to be beyond.
 * @param unread what of it was not understood
 */
export const beyondIn = (
  text: string,
  unread: string,
  context: GoalContext,
): { readonly say: string; readonly near: readonly string[] } | null => {
  const [whole, part] = [text, unread].map((one) => one.replace(QUOTED, ' '));
  const found = BEYOND.find(({ words, anywhere }) => words.test((anywhere ? whole : part) ?? ''));
  if (!found) return null;
  return { say: found.say, near: found.near.filter((goal) => understand(goal, context).kind === 'understood') };
};
