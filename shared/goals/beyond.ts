import { KINDS } from './kinds.ts';
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
    say: 'Of the room on disks Sonny sees how much is left where your home folder is. What takes up most of it, it can find.',
    words:
      /\b(disk|drive|storage|space|room)\b.*\b(free|left|available|remaining)\b|\bfree\b.*\b(space|room|storage)\b/iu,
    anywhere: true,
    near: ['how much space is left on the disk', 'what takes up the most space', 'how big is ~/Downloads'],
  },
  {
    say: 'Sonny converts no units and no currencies: it works out what is written as a sum.',
    words:
      /\d\s*(miles?|km|kilomet\w+|met(er|re)s?|yards?|pounds?|lbs?|kg|kilos?|grams?|ounces?|inch(es)?|cm|feet|foot|celsius|fahrenheit|dollars?|euros?|gallons?|lit(er|re)s?)\b.*\b(to|in|into|are|is)\b/iu,
    near: ['calculate 5 × 1.609'],
  },
  {
    say: 'A stick, a camera or a phone is a folder of its own, as the file manager shows it: say that one, such as /media/stick.',
    words:
      /\b((usb|memory|thumb|flash)[ -]?(stick|drive|key|disk)|sd card|(my|the) (phone|camera|tablet|ipad|iphone))\b/iu,
    near: ['copy ~/Documents/report.pdf to /media/stick'],
  },
  {
    say: 'Say how old: older than a number of days, or from before a year.',
    words:
      /\b(old|ancient|outdated) (\w+ )?(files?|downloads?|photos?|pictures?|documents?|pdfs?|stuff|things|screenshots?|videos?)\b/iu,
    near: ['find files older than 1 year in ~/Downloads', 'delete everything older than 90 days in ~/Downloads'],
  },
  {
    say: 'Sonny sorts files into folders by their kind, and by nothing else.',
    words:
      /^\W*(please\W+|can you\W+)?(sort|organi[sz]e|group|arrange|split|tidy)\b.*\bby (year|month|date|day|size|name|camera|place)\b/iu,
    anywhere: true,
    near: ['tidy ~/Downloads', 'move photos from last year in ~/Pictures to ~/Pictures/Old'],
  },
  {
    say: 'Which folders are empty Sonny does not tell; one that is named it can look into.',
    words: /\bempty (sub)?(folders?|director(y|ies))\b/iu,
    near: ['list ~/Downloads', 'if ~/Downloads/old is empty, delete it'],
  },
  {
    say: 'Sonny adds lines at the end of a file, and reads a file as a whole.',
    words:
      /\b(at|to) the (top|beginning|start) of\b|\b(first|last|top) (\w+ )?(lines?|words?|paragraphs?) (of|in|from)\b/iu,
    near: ['add the line "First." to ~/Documents/notes.txt', 'read ~/Documents/notes.txt'],
  },
  {
    say: 'Sonny has no skill that compares what files hold, or keeps two folders alike.',
    words: /\b(diff|compare|sync|synchroni[sz]e|mirror)\b/iu,
    near: ['back up ~/Photos to ~/Backups', 'find the duplicates in ~/Downloads'],
  },
  {
    say: 'Sonny runs no commands, and starts and ends programs only by their windows.',
    words: /^\W*(please\W+)?(chmod|chown|kill|killall|apt|apt-get|pip|npm|git|curl|wget|ssh|execute|compile)\b/iu,
    anywhere: true,
    near: ['open the terminal', 'close the text editor', 'list the open windows'],
  },
  {
    say: 'Sonny has no skill that sends or reads e-mail.',
    words: /\b(e-?mail(s|ed|ing)?|mails?|mailbox|inbox)\b/iu,
    near: [WRITE_IT, 'open the mail client', COPY_IT],
  },
  {
    say: 'Sonny does a goal once, now: it has no timetable.',
    words:
      /\b(?<!for )(every|each) (\d+ )?(minutes?|hours?|days?|mornings?|evenings?|nights?|weeks?|months?|(mon|tues|wednes|thurs|fri|satur|sun)days?)\b|\b(hourly|daily|nightly|weekly|monthly)\b/iu,
    anywhere: true,
    near: ['back up ~/Photos to ~/Backups', 'when report.pdf appears in ~/Downloads, move it to ~/Papers'],
  },
  {
    say: 'Sonny deletes nothing for good: what it deletes goes to the trash.',
    words: /\b(permanently|for ever|forever|for good|irrevocably|shred)\b/iu,
    near: ['move ~/Documents/old.txt to the trash'],
  },
  {
    say: 'Sonny has no calendar and no alarm.',
    words: /\b(remind(er|ers)?|alarm|timer|calendar|appointment|meeting)\b/iu,
    near: ['make a note "Call Anna at five."', 'when report.pdf appears in ~/Downloads, move it to ~/Papers'],
  },
  {
    say: 'Sonny has no skill that calls anyone or sends messages.',
    words:
      /\b(messages?|sms|whatsapp|telegram|slack|tweet|toot|post)\b|^\W*(please\W+|can you\W+)?(phone|call|ring|text)\b/iu,
    near: [COPY_IT, WRITE_IT, 'open https://example.org in your own browser'],
  },
  {
    say: 'Sonny has no skill that sends files to anyone.',
    words: /^\W*(please\W+|can you\W+)?(send|share|forward)\b/iu,
    anywhere: true,
    near: [COPY_IT, 'copy ~/Documents/report.pdf to ~/Desktop'],
  },
  {
    say: 'Sonny takes nothing out of the trash by goal: what it put there itself comes back with Undo, in History.',
    words:
      /\b(restore|recover|get back|take|bring back)\b.*\b(from|out of) (the |my )?(trash|bin|recycle bin|rubbish)\b/iu,
    anywhere: true,
    near: [],
  },
  {
    say: 'That takes a language model, and none reads your texts offline. One is set up in Settings.',
    words:
      /^\W*(please\W+|can you\W+)?(translate|summari[sz]e|proofread|rewrite|explain|fix the (spelling|grammar)|correct the (spelling|grammar)|(write|draft|compose) (me )?(a|an|the|my) (short |nice |formal )?(letter|e-?mail|essay|story|poem|report|speech|application|invitation|card)\b(?! (called|named)))/iu,
    anywhere: true,
    near: [WRITE_IT, 'read ~/Documents/notes.txt'],
  },
  {
    say: 'Sonny has no skill that changes pictures, or takes PDFs apart or puts them together.',
    words:
      /^\W*(please\W+)?((resize|shrink|crop|rotate|edit)\b.*(\.(jpe?g|png|gif|webp|heic)\b|\b(photo|picture|image)s?\b)|make\b.*(\.(jpe?g|png|gif|webp|heic)\b|\b(photo|picture|image|pic)s?\b).*\b(smaller|bigger|lighter|brighter|darker|sharper)\b|(split|merge|combine|join)\b.*(\.pdf\b|\bpdfs?\b|\binvoices\b))/iu,
    anywhere: true,
    near: ['zip the folder ~/Project as ~/project.zip'],
  },
  {
    say: 'Sonny has no skill that plays music or films.',
    words:
      /\b(play|listen|stream|watch|put on)\b.*\b(music|songs?|playlist|album|podcast|radio|films?|movies?)\b|\b(playlist|podcast|radio)\b/iu,
    near: ['open ~/Music/song.mp3', 'find all files in ~/Music', 'open https://example.org in your own browser'],
  },
  {
    say: 'Sonny has no skill that buys, orders or books anything.',
    words: /\b(buy|purchase|order|book|pay|subscribe)\b/iu,
    near: ['open https://example.org in your own browser', 'read the page https://example.org'],
  },
  {
    say: `${KINDS} Skills lists all of it, with an example of each.`,
    words: /^\W*(help( me)?|what (can|do) you do|what can i (do|ask|say)|how do(es)? (you|this|it) work)\b/iu,
    anywhere: true,
    near: [
      'make a note "Buy milk"',
      'find all PDFs in ~/Downloads',
      'write "hello" in the text editor and save it as ~/Documents/hello.txt',
    ],
  },
  {
    say: 'A goal stops nothing. The Stop button does, always at the same place in the window, and at a terminal “stop” instead of “run”.',
    words: /^\W*(stop|cancel|abort|halt)\W*$/iu,
    anywhere: true,
    near: [],
  },
  {
    say: 'Sonny asks no search engine by itself.',
    words: /^\W*(google|bing|search (for .*)?(on |in )?(the )?(web|internet|google)|search online|look up online)\b/iu,
    anywhere: true,
    near: ['open https://example.org in your own browser', 'read the page https://example.org'],
  },
  {
    say: 'Sonny has no skill that changes what kind a picture, film, song or document is.',
    words: /\b(convert|transcode|resize|crop|rotate)\b/iu,
    near: [
      'join ~/Documents/a.txt and ~/Documents/b.txt into ~/Documents/all.txt',
      'zip the folder ~/Project as ~/project.zip',
    ],
  },
  {
    say: 'Sonny has no skill that prints on paper.',
    words: /\b(print|printer|scan)\b/iu,
    near: ['read ~/Documents/notes.txt', 'open ~/Documents/notes.txt in the text editor'],
  },
  {
    say: 'Sonny has no skill that changes settings of this machine or the programs on it.',
    words:
      /\b(volume|brightness|wi-?fi|bluetooth|wallpaper|shut ?down|reboot|restart|log ?out|lock|turn (on|off)|switch (on|off)|suspend|hibernate|install|uninstall|update|upgrade)\b/iu,
    near: ['open the terminal', 'list the open windows'],
  },
  {
    say: 'What was done stands in History, in the window; at a terminal “history” lists it.',
    words:
      /^\W*(what (did|have) (you|we|i|sonny) (do|done|just do)|what happened|(show|list)( me)? (the |your )?(history|runs))\b/iu,
    anywhere: true,
    near: [],
  },
  {
    say: 'That is a question, and Sonny does things: it answers only what a file, a page or a calculation says.',
    words: /^\W*(what|who|whom|whose|why|where|which|how|is|are|does|did|will)\b/iu,
    anywhere: true,
    near: ['which files are bigger than 100 MB', 'how big is ~/Downloads', 'calculate 12.5 × 8 in the calculator'],
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
