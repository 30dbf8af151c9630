/** What a right one looks like, by the words that a limit begins with and what of it was written. Looked for in this order. */
const HALVES: readonly { readonly words: RegExp; readonly like: string }[] = [
  {
    words:
      /\b(?:(?:spend|pay)(?:ing)?|for|more than)\b[^-−]{0,30}[-−]\d[\d.,]*\s*(?:[€$£¥]|euros?|eur|dollars?|usd|pounds?|gbp|francs?|chf|yen|jpy)(?!\p{L})/iu,
    like: 'an amount such as 5 €',
  },
  {
    words: /\b(?:(?:spend|pay)(?:ing)?|for) (?:at most|no more than|not more than|up to|a maximum of|more than)\b/iu,
    like: 'an amount such as 5 €',
  },
  {
    words: /\b(?:within|in less than|in under|in at most)\b (?:the next )?[-−+]?\d/iu,
    like: 'a length of time such as 10 minutes',
  },
  {
    words:
      /\b(?:(?:before|by|until|till|after|from)|(?:no|not) (?:later|earlier) than|at) (?!(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?h?(?=$|[\s,;.])|(?:0?[1-9]|1[0-2])(?:[:.][0-5]\d)?\s?[ap]\.?m)[-−+]?\d{1,3}(?:[:.]\d{1,3})?(?:\s?[ap]\.?m\b\.?|h\b)?(?=$|[\s,;.])/iu,
    like: 'a time such as 17:00',
  },
  {
    words:
      /\b(?:at most|no more than|not more than|up to|a maximum of|more than) (?:[-−+]\d|\d+[.,]\d)\S* (?:files?|items?|documents?|pictures?|photos?)\b/iu,
    like: 'a number such as 5',
  },
];

/** Words that a limit begins with, whatever comes behind them. */
const BEGINS =
  /^[\s,;]*(?:(?:and|but)\s+)*(?:by|(?:no|not) (?:later|earlier)|not before|after|in (?:less|under|at)|(?:spend|pay)(?:ing)?|no more|not more|leave|keep)\b|\b(?:before|until|till|within|(?:for )?at most|for (?:no more|up to)|a maximum|never|don['’]t|do not|without|except|unless)\b/iu;

/** What is said instead of a limit that is none, and null where nothing in a text looks like one that went wrong. */
export const halfLimitIn = (unread: string): string | null =>
  HALVES.find(({ words }) => words.test(unread))?.like ?? null;

/** Whether what could not be read begins as a limit does, or holds the words of one: whoever follows a goal without it loses what it protects. */
export const beginsAsLimit = (unread: string): boolean => BEGINS.test(unread);
