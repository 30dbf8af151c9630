/** A stretch of a sentence: words, or the name of a variable that stands for something. */
export interface Stretch {
  readonly text: string;
  readonly variable: boolean;
}

/** A sentence with its variables in braces, as stretches, each variable as the command line shows it: "<file> is big." */
export const stretchesOf = (sentence: string): readonly Stretch[] =>
  sentence
    .split(/(\{[^{}]+\})/u)
    .filter((text) => text !== '')
    .map((text) =>
      /^\{.+\}$/u.test(text)
        ? { text: `<${text.slice(1, -1).replaceAll('-', ' ')}>`, variable: true }
        : { text, variable: false },
    );
