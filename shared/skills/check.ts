import type { Json } from '../protocol/json.ts';
import { pageIdOf, windowIdOf } from './argument.ts';
import { endingOf } from './file-kinds.ts';
import { baseOf } from './path.ts';
import type { Check, Expectation } from './skill.ts';
import { characters, escaped } from './wording.ts';

export const equals = (field: string, value: Json): Expectation => ({ field, op: 'equals', value });
export const near = (field: string, value: number, tolerance: number): Expectation => ({
  field,
  op: 'near',
  value,
  tolerance,
});

/** Something is at the path: a file or a folder, or only what `type` names. */
export const isThere = (path: string, type?: 'file' | 'folder', sha256?: string, size?: number): Check => ({
  query: { kind: 'file', path },
  path: 'filesystem',
  expect: [
    equals('exists', true),
    ...(type === undefined ? [] : [equals('type', type)]),
    ...(sha256 === undefined ? [] : [equals('sha256', sha256)]),
    ...(size === undefined ? [] : [equals('size', size)]),
  ],
  say:
    sha256 !== undefined
      ? `${path} is there, byte for byte`
      : size !== undefined
        ? `${path} is there, with ${size.toLocaleString('en')} bytes`
        : `${path} is there`,
});

export const isGone = (path: string): Check => ({
  query: { kind: 'file', path },
  path: 'filesystem',
  expect: [equals('exists', false)],
  say: `${baseOf(path)} is no longer at its old place`,
});

/** The file on disk can be read as a document; where its text is known, it holds that text. */
export const documentHolds = (path: string, text: Json | undefined): Check => {
  const known = typeof text === 'string' ? text : null;
  return {
    query: { kind: 'document.text', path },
    path: 'filesystem',
    expect: [
      equals('exists', true),
      // Editors end a file's last line; anything else that the window does not show is not what was saved.
      ...(known === null ? [] : [{ field: 'text', op: 'matches', value: `^${escaped(known)}\\n?$` } as const]),
    ],
    say: known === null ? `${baseOf(path)} is a readable document` : `the file holds the text, ${characters(known)}`,
  };
};

/** By its bytes the file is the kind of document that its name says, where that can be told; both are archives, and only one begins so. */
export const isNamedKind = (path: string): readonly Check[] => {
  const ending = endingOf(path);
  if (ending !== 'odt' && ending !== 'docx') return [];
  return [
    {
      query: { kind: 'archive', path },
      path: 'filesystem',
      expect: [
        equals('exists', true),
        { field: 'entries.0.name', op: ending === 'odt' ? 'equals' : 'not-equals', value: 'mimetype' },
      ],
      say: `by its bytes ${baseOf(path)} is an ${ending === 'odt' ? 'OpenDocument text' : 'Office document'}`,
    },
  ];
};

export const windowIs = (window: Json | undefined, expect: readonly Expectation[], say: string): Check => ({
  query: { kind: 'window', id: windowIdOf(window) },
  path: 'window-system',
  expect,
  say,
});

export const windowOpen = (window: Json | undefined): Check =>
  windowIs(window, [{ field: 'exists', op: 'not-equals', value: false }], 'the window is open');

export const windowGone = (window: Json | undefined): Check =>
  windowIs(window, [equals('exists', false)], 'the window is gone');

export const windowText = (window: Json | undefined, expect: readonly Expectation[], say: string): Check => ({
  query: { kind: 'window.text', id: windowIdOf(window) },
  path: 'accessibility',
  expect,
  say,
});

export const windowHolds = (window: Json | undefined, text: string): Check =>
  windowText(
    window,
    [{ field: 'text', op: 'includes', value: text }],
    `read back from the window: ${characters(text)}`,
  );

export const pageIs = (page: Json | undefined, expect: readonly Expectation[]): Check => ({
  query: { kind: 'page', id: pageIdOf(page) },
  path: 'application',
  expect,
  say: expect.some(({ field }) => field === 'title') ? 'the browser shows that page' : 'the page is open',
});

export const clipboardHolds = (text: string): Check => ({
  query: { kind: 'clipboard' },
  path: 'clipboard',
  expect: [equals('text', text)],
  say: `the clipboard holds ${characters(text)}`,
});

/** The process that owns a window runs. A window without a known process proves nothing here. */
export const processRuns = (window: Json | undefined): readonly Check[] => {
  const pid = window !== null && typeof window === 'object' && 'pid' in window ? window['pid'] : null;
  if (typeof pid !== 'number') return [];
  return [
    {
      query: { kind: 'process', pid },
      path: 'process',
      expect: [equals('exists', true)],
      say: `process ${pid} is running`,
    },
  ];
};
