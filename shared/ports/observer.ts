import type { Json } from '../protocol/json.ts';
import type { ReadPath } from '../protocol/step.ts';
import type { Progress } from './progress.ts';
export type { Json, Progress };

/**
 * A question to the world; asking changes nothing. `kind` picks the reader, the rest are its parameters.
 * Paths are absolute. Window ids are the window system's.
 */
export type Query =
  /**
   * -> { closed: Closed[] } (see protocol/closed.ts): those of the paths where Sonny may not work. `entry`: the thing itself is taken, the links
   * on the way to it are followed. `content`: what the path leads to. `look`: it is only looked at.
   */
  | {
      readonly kind: 'places';
      readonly entry: readonly string[];
      readonly content: readonly string[];
      readonly look: readonly string[];
    }
  /** -> { windows: Window[] } (see driver.ts), as JSON */
  | { readonly kind: 'windows' }
  /** -> { title, state, rect, active } or exists:false */
  | { readonly kind: 'window'; readonly id: number }
  /** -> { exists, type: 'file'|'folder'|'other', size, sha256 (files up to 64 MiB), entries (folders), real (where links lead, if elsewhere) } */
  | { readonly kind: 'file'; readonly path: string }
  /**
   * -> { things: ([which, how] | null)[] }: of the thing at each path itself, two texts that tell which one it is, whatever it holds, and how big and old it
   * is; null where nothing is, or where Sonny may not work
   */
  | { readonly kind: 'things'; readonly paths: readonly string[] }
  /** -> { exists, text }; UTF-8 only, up to 8 MiB */
  | { readonly kind: 'file.text'; readonly path: string }
  /** -> { exists, files: [{ path, name, size, changed }] } sorted by name (code units); `glob` matches names: `*.pdf`, `*.{jpg,png}` (case-insensitive); `folders`: folders as well, with isFolder. `links`: how many links fit, or lead to folders that would be gone through; they are left out. `nameless`: how many have a name that is no text; `odd`: how many are pipes, sockets or devices. `passed`: how many folders fit where neither they nor what is in them is asked for. Counts are absent where there is none */
  | {
      readonly kind: 'files';
      readonly folder: string;
      readonly glob: string;
      readonly recursive: boolean;
      readonly folders?: true;
    }
  /** text of an office document or plain file, read from the bytes on disk -> { exists, text } */
  | { readonly kind: 'document.text'; readonly path: string }
  /** names inside a zip -> { exists, entries: [{ name, size, crc32 }] } */
  | { readonly kind: 'archive'; readonly path: string }
  /** text of the window's main document or of the named element -> { exists, text } */
  | { readonly kind: 'window.text'; readonly id: number; readonly role?: string; readonly name?: string }
  /** -> { exists, count, enabled } of showing elements by role and name */
  | { readonly kind: 'element'; readonly id: number; readonly role?: string; readonly name?: string }
  /** -> { text } or { text: null } when it holds no text */
  | { readonly kind: 'clipboard' }
  /** -> { exists, width, height } of an image file */
  | { readonly kind: 'image'; readonly path: string }
  /** -> { exists, url, title, site } of a page of Sonny's own browser */
  | { readonly kind: 'page'; readonly id: string }
  /** -> { exists, count, enabled, role, value, checked } of the field or button with that name, by the browser's accessibility tree */
  | { readonly kind: 'page.element'; readonly id: string; readonly role?: string; readonly name: string }
  /** -> { exists, rows, columns } of the table with that name, or the only one, by the browser's accessibility tree */
  | { readonly kind: 'page.table'; readonly id: string; readonly name?: string }
  /** -> { exists } of a process */
  | { readonly kind: 'process'; readonly pid: number };

/** What was seen. `value` follows the query's kind; null when it could not be read, and `trouble` says why. */
export interface Observation {
  readonly query: Query;
  readonly path: ReadPath;
  readonly value: { readonly [field: string]: Json } | null;
  readonly trouble?: string;
}

/** A plug that can look. Rejects only when aborted; anything unreadable is an observation with value null. */
export interface Observer {
  readonly kinds: readonly Query['kind'][];
  observe(query: Query, progress: Progress): Promise<Observation>;
}
