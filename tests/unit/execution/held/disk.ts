import type { Observation, Observer, Query } from '../../../../shared/ports/observer.ts';
import type { Call, Performed, Performer } from '../../../../shared/ports/performer.ts';
import { SonnyError } from '../../../../shared/protocol/errors.ts';
import type { Json } from '../../../../shared/protocol/json.ts';

const parent = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** One thing that was really done, as the world saw it: links followed. */
export interface Happened {
  readonly at: number;
  readonly skill: string;
  readonly key: string;
  readonly touched: readonly string[];
  readonly removed: readonly string[];
  readonly overwritten: readonly string[];
  readonly paid: number;
}

/**
 * A small world that does whatever it is told: files with links among them, a shop, a post office and windows. It writes
 * down what happened to it, and knows nothing of constraints.
 */
export class Disk {
  readonly files = new Map<string, string>();
  readonly folders = new Set<string>();
  readonly links = new Map<string, string>();
  readonly happened: Happened[] = [];
  /** What a sheet says, by name: a later step may take it for granted. */
  readonly sheets = new Map<string, Json>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  real(path: string): string {
    for (const [link, target] of this.links)
      if (path === link || path.startsWith(`${link}/`)) return target + path.slice(link.length);
    return path;
  }

  look(query: Query): Observation['value'] {
    if (query.kind === 'windows')
      return { windows: [{ id: 7, pid: 70, app: 'mousepad', title: 'Open', active: true, dialog: false }] };
    if (query.kind === 'window') return this.happened.some((h) => h.skill === 'window.close') ? { exists: false } : {};
    if (query.kind === 'file.text') {
      const text = this.files.get(this.real(query.path));
      return text === undefined ? { exists: false } : { exists: true, text };
    }
    if (query.kind !== 'file') return null;
    const real = this.real(query.path);
    const lead = real === query.path ? {} : { real };
    if (this.files.has(real)) return { exists: true, type: 'file', ...lead };
    return this.folders.has(real) ? { exists: true, type: 'folder', ...lead } : { exists: false };
  }

  #list(value: Json | undefined): readonly string[] {
    return Array.isArray(value) ? value.map((x: Json) => this.real(String(x))) : [];
  }

  perform({ skill, args, key }: Call): Performed {
    const path = typeof args['path'] === 'string' ? this.real(args['path']) : null;
    const files = this.#list(args['files']);
    const to = typeof args['to'] === 'string' ? this.real(args['to']) : null;
    const removed: string[] = [];
    const overwritten: string[] = [];
    let outputs: Readonly<Record<string, Json>> = {};
    const put = (at: string, text: string): void => {
      if (this.files.has(at)) overwritten.push(at);
      this.files.set(at, text);
    };
    const take = (at: string): string => {
      const text = this.files.get(at);
      if (text === undefined) throw new SonnyError('FILE_NOT_FOUND', at);
      this.files.delete(at);
      removed.push(at);
      return text;
    };
    if (skill === 'files.write') put(path ?? '', String(args['text']));
    if (skill === 'files.read') outputs = { text: this.files.get(path ?? '') ?? '' };
    if (skill === 'files.trash') files.forEach(take);
    if (skill === 'files.move') {
      for (const f of files) put(`${to}/${base(f)}`, take(f));
      outputs = { moved: files.map((f) => ({ from: f, to: `${to}/${base(f)}` })) };
    }
    if (skill === 'files.copy') {
      for (const f of files) put(`${to}/${base(f)}`, this.files.get(f) ?? '');
      outputs = { copied: files.map((f) => ({ from: f, to: `${to}/${base(f)}` })) };
    }
    if (skill === 'sheet.read') {
      const told = this.sheets.get(String(args['name'])) ?? null;
      outputs = Array.isArray(told) ? { files: told } : { path: told };
    }
    this.happened.push({
      at: this.#now(),
      skill,
      key,
      touched: [...files, ...(path === null ? [] : [path]), ...(to === null ? [] : [to])],
      removed,
      overwritten,
      paid: typeof args['amount'] === 'number' ? args['amount'] : 0,
    });
    return { status: 'done', outputs, evidence: [], receipt: { removed } };
  }

  performer(skills: readonly string[]): Performer {
    return {
      skills,
      perform: async (call) => this.perform(call),
      undo: async () => ({ status: 'undone', evidence: [] }),
    };
  }

  observer(): Observer {
    const kinds: Query['kind'][] = ['file', 'file.text', 'windows', 'window'];
    return { kinds, observe: async (query) => ({ query, path: 'filesystem', value: this.look(query) }) };
  }

  addFile(path: string, text = path): void {
    this.files.set(path, text);
    this.folders.add(parent(path));
  }
}
