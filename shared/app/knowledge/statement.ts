import type { Literal } from '../../symbolic/atom.ts';
import { readFact } from '../../symbolic/facts/fact-text.ts';
import { coded } from './coded.ts';

/** A statement as a person writes it, `~` for their home folder. @throws SonnyError FACT_INVALID */
export const readStatement = (text: string, home: string): Literal => {
  const literal = coded(() => readFact(text));
  const args = literal.args.map((arg) =>
    typeof arg === 'string' && (arg === '~' || arg.startsWith('~/'))
      ? home + arg.slice(1).replace(/(?<=.)\/+$/u, '')
      : arg,
  );
  return { ...literal, args };
};
