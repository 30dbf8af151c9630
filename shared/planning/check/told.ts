import { isRef } from '../../protocol/step.ts';
import type { Json } from '../../protocol/json.ts';
import { journeysOf } from '../../skills/argument.ts';
import type { CheckedStep } from './step.ts';
import type { Ground } from './step.ts';

const arrived = ({ skill, args }: CheckedStep): readonly Json[] => {
  const { files, to, archive, path } = args;
  const renamed = journeysOf(args['renames']);
  if (renamed.length > 0) return [renamed.map(({ to: now }) => now)];
  if (archive !== undefined) return [[archive]];
  if (Array.isArray(files) && typeof to === 'string' && skill === 'files.move')
    return [files.map((file: Json) => `${to}/${String(file).slice(String(file).lastIndexOf('/') + 1)}`)];
  if (files !== undefined) return [files];
  return path === undefined ? [] : [[path]];
};

/** What a step leaves for a later "it", by the parameter that asks; none where it is about nothing such. */
const leaves = (step: CheckedStep, parameter: string, ground: Ground): readonly Json[] => {
  const { id, skill, args } = step;
  const gives = (output: string): readonly Json[] =>
    ground.skills.get(skill)?.outputs.includes(output) ? [{ from: id, output }] : [];
  const has = (...names: readonly string[]): readonly Json[] =>
    names.flatMap((name) => (args[name] === undefined ? [] : [args[name]]));
  switch (parameter) {
    case 'window':
      return [...gives('window'), ...has('window')];
    case 'page':
      return [...gives('page'), ...has('page')];
    case 'text':
      return [...gives('text'), ...(skill === 'clipboard.write' ? has('text') : [])];
    case 'files':
      return arrived(step);
    default: {
      const [renamed, ...more] = journeysOf(args['renames']);
      return renamed && more.length === 0 ? [renamed.to] : has('path', 'archive', 'to');
    }
  }
};

/** What the parts of a goal have been about so far, in its order: what "it" and "the editor" stand for. */
export class Told {
  readonly #steps: CheckedStep[] = [];
  readonly #windows = new Map<string, Json>();
  readonly #parts = new Map<number, string>();
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** `part`: of a proposal, where it is one's. */
  add(step: CheckedStep, part?: number): void {
    this.#steps.push(step);
    if (part !== undefined) this.#parts.set(part, step.id);
    const app = step.skill === 'app.open' ? step.args['app'] : undefined;
    if (typeof app === 'string') this.#windows.set(app, { from: step.id, output: 'window' });
  }

  /** What a part before gives. */
  given({ part, output }: { readonly part: number; readonly output: string }): Json | undefined {
    const from = this.#parts.get(part);
    return from === undefined ? undefined : { from, output };
  }

  /** The window that this goal opened of an application. */
  windowOf(app: string): Json | undefined {
    return this.#windows.get(app);
  }

  /** A step took a window of an application that nobody had asked to open: that is its window from now on. */
  opened(app: string, window: Json): void {
    if (isRef(window)) this.#windows.set(app, window);
  }

  /** What "it" may be for a parameter. */
  it(parameter: string): readonly Json[] {
    for (const step of this.#steps.toReversed()) {
      const left = leaves(step, parameter, this.#ground);
      if (left.length > 0) return left;
    }
    return [];
  }
}
