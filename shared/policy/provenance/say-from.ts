import { saySources, type Source } from '../../symbolic/labels/source.ts';
import type { Finding } from './findings.ts';

/** The names of windows and files that were about, of which nothing was read (see `Source`). */
const isName = ({ kind, of }: Source): boolean => of === '' && (kind === 'file' || kind === 'screen');

/** What a value is from where a model chose it: nothing that was read has it, and what was read may have had a part in it. */
export const CHOSEN = saySources([{ kind: 'model', of: '' }]);

/**
 * Whose a value is, in words. Where a model chose it by itself, neither an earlier goal nor mere names beside it are what it is from; a
 * text that was read into what the model was asked may be.
 */
export const sayFrom = ({ labels }: Pick<Finding, 'labels'>): string => {
  const chosen = labels.filter(({ kind }) => kind === 'model');
  const isBeside = (source: Source): boolean => source.kind === 'memory' || isName(source);
  const read = labels.filter((source) => source.kind !== 'model' && !(chosen.length > 0 && isBeside(source)));
  // Without a name of its own nobody can tell a name that was seen from a text that was read.
  if (read.length > 0 && read.every((source) => source.kind === 'file' && isName(source)))
    return 'something seen on this machine';
  return saySources(read.length > 0 ? read : chosen.length > 0 ? chosen : labels);
};
