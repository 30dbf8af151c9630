/** Stands for what would not be seen, or would have what follows read in another order. */
const INSTEAD = '�';

/** Sequences that steer a terminal: what begins with ESC [ or its one-character form, and what ESC ] and its like enclose. */
export const STEERING =
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]?|(?:\u001B[\]PX^_]|[\u009D\u0090\u0098\u009E\u009F])[^\u0007\u001B\u009C\n]*(?:\u0007|\u001B\\|\u009C)?|\u001B[ -/]*[0-~]?/gu;

/**
 * Characters that are there and are not seen: what turns the order of a line (U+202A to U+202E, U+2066 to U+2069 and the marks), what
 * takes no room, and letters without ink. Controls are added by who knows which of them break lines.
 */
const UNSEEN = String.raw`\u00AD\u034F\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}`;

/** Letters that are written from the right. */
const RIGHT_TO_LEFT = String.raw`[\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}]`;

/** Where such a character is a part of how something is written: flags and families, letters that join, marks beside right-to-left words. */
const OWN_PLACE = [
  String.raw`\u{1F3F4}[\u{E0020}-\u{E007E}]{1,8}\u{E007F}`,
  String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})`,
  String.raw`(?<=(?![\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Hebr}])[\p{L}\p{M}])[\u200C\u200D]`,
  String.raw`(?<=${RIGHT_TO_LEFT}\P{L}{0,16})[\u061C\u200E\u200F]|[\u061C\u200E\u200F](?=\P{L}{0,16}${RIGHT_TO_LEFT})`,
  String.raw`(?<=\p{sc=Hani})[\u{E0100}-\u{E01EF}]`,
].join('|');

const strange = (controls: string): RegExp =>
  new RegExp(String.raw`(${OWN_PLACE})|(?:(?!${OWN_PLACE})(?:${controls}|[${UNSEEN}]))+`, 'gu');

const IN_LINES = strange(String.raw`[^\P{Cc}\n\t\r]|\r(?!\n)`);
const ON_ONE_LINE = strange(String.raw`\p{Cc}`);
/** Most texts have none of it, and this is quick to tell. */
const SUSPECT = new RegExp(String.raw`[^\P{Cc}\n\t]|[${UNSEEN}]`, 'u');
const MARKS = /[\u061C\u200E\u200F]/gu;

const seen = (text: string, unseen: RegExp): string =>
  text.replace(STEERING, INSTEAD).replace(unseen, (_, own?: string) => own ?? INSTEAD);

/**
 * A text as a person may be shown it, in its lines: what would not be seen of it is seen to be there, and nothing in it has the rest read
 * in another order. For showing alone; what is acted on, kept or sent is the text itself.
 */
export const visible = (text: string): string => (SUSPECT.test(text) ? seen(text, IN_LINES) : text);

/** The same for a name on one line of a terminal, which is not told where words run from the right. */
export const onOneLine = (name: string): string => seen(name, ON_ONE_LINE).replace(MARKS, '');
