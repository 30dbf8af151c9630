import { isRef } from '../../protocol/step.ts';
import { windowName } from '../../skills/argument.ts';
import { endingOf, FILE_KINDS, isPlain, namedKind, sayNoText, withEnding } from '../../skills/file-kinds.ts';
import { footprintOf, normal } from '../../skills/footprint.ts';
import { freeNameLike } from '../free-name.ts';
import { Unseen } from '../refusal.ts';
import { tilde } from '../words.ts';
import type { Ground, Sound } from './step.ts';
import { violation, type Violation } from './violation.ts';

/**
 * What sorts of programs save besides plain text, by what they are called. Nobody knows what others save; a PDF
 * is made by no program's dialog for saving.
 */
const SAVES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['text editor', []],
  ['word processor', ['odt', 'docx']],
  ['spreadsheet', FILE_KINDS.Tables],
  ['presentation', FILE_KINDS.Slides],
]);

/** The program whose window a step works in; undefined where the catalogue has none. */
const programOf = ({ args }: Sound, steps: readonly Sound[], { world }: Ground) => {
  const { window = null } = args;
  if (isRef(window)) {
    const opened = steps.find(({ id }) => id === window.from)?.args['app'];
    return world.apps.find(({ id }) => id === opened);
  }
  const shown = window !== null && typeof window === 'object' && 'app' in window ? window['app'] : null;
  return world.apps.find(({ windowClass }) => windowClass !== '' && windowClass === shown);
};

/** Why a step makes no file of a kind, as the beginning of a sentence, and what can be had instead. */
interface Other {
  readonly why: string;
  readonly put: string;
  readonly ending: string;
}

const PLAIN: Pick<Other, 'put' | 'ending'> = { put: 'Use a text file', ending: 'txt' };

/** null: it makes one. */
const whyNone = (step: Sound, path: string, kind: string, steps: readonly Sound[], ground: Ground): Other | null => {
  if (step.skill === 'files.join') {
    const why = `I put the texts of files together, and a text is no ${kind}`;
    return { ...PLAIN, why, put: 'Put them into a text file' };
  }
  if (step.declared.text !== undefined) return { ...PLAIN, why: `A text is no ${kind}` };
  if (!step.skill.startsWith('document.')) return null;
  const program = programOf(step, steps, ground);
  const saves = program?.generic.flatMap((word) => SAVES.get(word) ?? []) ?? [];
  const isTold = program?.generic.some((word) => SAVES.has(word)) ?? false;
  // What a program has opened and is no editor of plain text it can save as what it was.
  const isFine = isTold ? saves.includes(endingOf(path)) : kind !== 'PDF';
  if (isFine || (step.skill === 'document.save' && (!isTold || saves.length > 0))) return null;
  const why = `${program?.name ?? windowName(step.args['window'])} saves no ${kind} from its own dialog`;
  const [ending] = saves;
  return ending === undefined ? { ...PLAIN, why } : { why, put: 'Use a kind that it does save', ending };
};

/** A path with another ending, at which nothing is. @throws Unseen */
const placeWith = (ending: string, path: string, { known }: Ground): string | null => {
  const plain = withEnding(path, ending);
  const seen = known.look({ kind: 'file', path: plain });
  if (!seen) throw new Unseen();
  return seen.value?.['exists'] === false ? plain : freeNameLike(plain, known);
};

/**
 * The first step that would make of a text what is by its name another kind of document, or change such a one as if it were a text.
 * @throws Unseen
 */
export const otherKind = (steps: readonly Sound[], ground: Ground): Violation | null => {
  for (const step of steps) {
    const { path } = step.args;
    const kind = typeof path === 'string' ? namedKind(path) : null;
    if (typeof path !== 'string' || kind === null) continue;
    const other = whyNone(step, path, kind, steps, ground);
    if (other === null) continue;
    if (step.declared.text === 'edited' || step.skill === 'document.save') {
      const seen = ground.known.look({ kind: 'file', path });
      if (!seen) throw new Unseen();
      const say = seen.value?.['exists'] === false ? null : sayNoText(path, null);
      if (say !== null) return violation('argument', step.id, say);
    }
    const free = placeWith(other.ending, path, ground);
    const such = free === null ? '' : `, such as ${tilde(free, ground.world.home)}`;
    const say = `${other.why}: ${tilde(path, ground.world.home)} would be one by its name alone. ${other.put}${such}.`;
    return violation('argument', step.id, say, free === null ? {} : { instead: { taken: path, free } });
  }
  return null;
};

const isChangedBefore = (path: string, steps: readonly Sound[]): boolean =>
  steps.some(({ declared, args }) => {
    const { changes } = footprintOf(declared, args);
    return changes.some((changed) => changed === normal(path) || normal(path).startsWith(`${changed}/`));
  });

/** The first step that would change as a text what can be seen to be none. @throws Unseen */
export const noText = (steps: readonly Sound[], { known }: Ground): Violation | null => {
  for (const { id, declared, args, place } of steps) {
    const { path } = args;
    if (declared.text !== 'edited' || typeof path !== 'string') continue;
    // Nobody can tell yet what a step before leaves there.
    if (isChangedBefore(path, steps.slice(0, place))) continue;
    const seen = known.look({ kind: 'file.text', path });
    if (!seen) throw new Unseen();
    const text = seen.value?.['text'];
    if (typeof text === 'string') {
      const say = sayNoText(path, text);
      if (say !== null) return violation('argument', id, say);
    }
    if (typeof text === 'string' ? !isPlain(text) : /^(?:FILE_UNREADABLE|FILE_TOO_BIG)\b/u.test(seen.trouble ?? ''))
      return violation(
        'argument',
        id,
        `I change plain text in UTF-8 of up to 8 MB, and ${path} is none. Change it in its own program, or save it as such a text first.`,
      );
  }
  return null;
};
