import { describe, expect, test } from 'vitest';
import { enterText, type TextEntryPorts, type TextField } from '../../../automation/desktop/text-entry/index.ts';
import type { Window } from '../../../shared/ports/driver.ts';
import type { Progress } from '../../../shared/ports/progress.ts';

const WINDOW: Window = {
  id: 1,
  pid: 2,
  app: 'editor',
  title: 'Editor',
  rect: { x: 0, y: 0, width: 10, height: 10 },
  state: 'normal',
  active: true,
  dialog: false,
};
const progress = (): Progress => ({
  signal: new AbortController().signal,
  deadline: Date.now() + 4_000,
  log: () => undefined,
});

interface Habits {
  readonly text?: string;
  readonly caret?: number;
  /** What becomes of a text that is handed in, pasted, typed. null: that way is not open. */
  readonly sets?: ((text: string) => string) | null;
  readonly pastes?: ((text: string) => string) | null;
  readonly types?: ((text: string) => string) | null;
  readonly unreadable?: boolean;
  readonly loses?: string;
  readonly app?: string;
}

/** One text field and a clipboard, with the habits of some application. */
const application = ({
  text = '',
  caret = text.length,
  sets = null,
  pastes = null,
  types = null,
  unreadable = false,
  loses,
  app = 'editor',
}: Habits) => {
  const past: string[] = [];
  const sent: string[] = [];
  const selections: Record<string, string> = { CLIPBOARD: 'mine', PRIMARY: 'selected' };
  let content = text;
  let range = { start: caret, end: caret };
  let offered = '';
  const change = (next: string): void => {
    past.push(content);
    content = next;
  };
  const put = (more: string): void => change(content.slice(0, range.start) + more + content.slice(range.end));
  const field: TextField = {
    read: async () => (unreadable ? null : content),
    range: async () => range,
    selectsAll: async () => range.start === 0 && range.end === content.length,
    hasFocus: async () => true,
    focus: async () => true,
    placeCaret: async (offset) => {
      range = { start: offset, end: offset };
      return true;
    },
    set: async (next) => {
      if (sets) change(sets(next));
      return sets !== null;
    },
    insert: async (at, more) => {
      if (sets) change(content.slice(0, at) + sets(more) + content.slice(at));
      return sets !== null;
    },
    loses: async () => loses ?? null,
    pasted: (one) => one,
  };
  const ports: TextEntryPorts = {
    field: async () => field,
    focus: async () => true,
    clipboard: {
      keep: async (selection) => {
        const kept = selections[selection] ?? '';
        return async () => void (selections[selection] = kept);
      },
      offer: async (selection, one) => {
        selections[selection] = offered = one;
        return { fetchedBy: async () => pastes !== null };
      },
    },
    keyboard: {
      canType: async (one) => types !== null && /^[ -~]*$/.test(one),
      type: async (one) => {
        sent.push(one);
        put(types?.(one) ?? '');
      },
      press: async (chord) => {
        sent.push(chord);
        if (chord === 'Control+a') {
          range = { start: 0, end: content.length };
          selections['PRIMARY'] = content;
        } else if (chord === 'Control+z') content = past.pop() ?? content;
        else if (chord === 'Delete') put('');
        else if (pastes) put(pastes(offered));
      },
    },
    onChange: () => () => undefined,
  };
  return {
    sent,
    selections,
    get content() {
      return content;
    },
    enter: (one: string, mode: 'insert' | 'replace' = 'replace') =>
      enterText(ports, { ...WINDOW, app }, one, mode, null, progress()),
  };
};

const exactly = (text: string): string => text;

describe('the ladder', () => {
  test('takes the first way that is open, and sends no keys for it', async () => {
    const here = application({ text: 'old', sets: exactly, pastes: exactly });
    expect(await here.enter('new €')).toMatchObject({ status: 'verified', method: 'set-contents' });
    expect(here).toMatchObject({ content: 'new €', sent: [] });
  });

  test('goes on to the next where one is closed', async () => {
    expect(await application({ pastes: exactly }).enter('日本')).toMatchObject({ status: 'verified', method: 'paste' });
    expect(await application({ types: exactly }).enter('plain')).toMatchObject({ status: 'verified', method: 'keys' });
  });

  test('puts back what a way got wrong before it tries another', async () => {
    const here = application({ text: 'before ', sets: (text) => text.toUpperCase(), pastes: exactly });
    const result = await here.enter('after', 'insert');
    expect(result).toMatchObject({ status: 'verified', method: 'paste' });
    expect(result.evidence[0]).toMatchObject({ holds: false, observed: 'before AFTER' });
    expect(here.content).toBe('before after');
  });

  test('is partial, with the text as it was before, where every way gets it wrong', async () => {
    const here = application({ text: 'before', pastes: (text) => `${text}!`, types: (text) => `I ${text}` });
    expect(await here.enter('dont')).toMatchObject({ status: 'partial' });
    expect(here.content).toBe('before');
  });

  test('says what the application made of the line ends, and does not try to beat it', async () => {
    const here = application({ sets: (text) => text.replaceAll('\r\n', '\n'), pastes: exactly });
    expect(await here.enter('a\r\nb')).toMatchObject({ status: 'partial', method: 'set-contents' });
    expect(here.content).toBe('a\nb');
  });

  test('leaves both selections as they were, though it selected and pasted', async () => {
    const here = application({ text: 'old', pastes: exactly });
    await here.enter('new');
    expect(here).toMatchObject({ content: 'new', selections: { CLIPBOARD: 'mine', PRIMARY: 'selected' } });
  });

  test('sends nothing where the text stands there already', async () => {
    const here = application({ text: 'same', pastes: exactly });
    expect(await here.enter('same')).toMatchObject({ status: 'verified' });
    expect(here.sent).toEqual([]);
  });

  test('empties a field', async () => {
    const here = application({ text: 'old', pastes: exactly });
    expect(await here.enter('')).toMatchObject({ status: 'verified' });
    expect(here.content).toBe('');
  });

  test('inserts in the middle', async () => {
    const here = application({ text: 'ab', caret: 1, pastes: exactly });
    expect(await here.enter('€', 'insert')).toMatchObject({ status: 'verified' });
    expect(here.content).toBe('a€b');
  });
});

describe('what can’t be read back', () => {
  test('is unverified, and not entered a second time', async () => {
    const here = application({ unreadable: true, pastes: exactly, types: exactly });
    expect(await here.enter('secret', 'insert')).toMatchObject({ status: 'unverified', method: 'paste' });
    expect(here.content).toBe('secret');
  });

  test('is not replaced', async () => {
    const here = application({ text: 'unseen', unreadable: true, pastes: exactly, types: exactly });
    expect(await here.enter('x')).toMatchObject({ status: 'refused' });
    expect(here).toMatchObject({ content: 'unseen', sent: [] });
  });

  test('is said to be doubtful where the application saves something else than it shows', async () => {
    const here = application({ sets: exactly, loses: 'it drops no-break spaces' });
    expect(await here.enter('a\u00a0b')).toMatchObject({ status: 'unverified', method: 'set-contents' });
  });

  test('a terminal is pasted to by its own key and never sent one that undoes or selects', async () => {
    const here = application({ app: 'xterm', sets: exactly, pastes: exactly });
    const result = await here.enter('echo', 'insert');
    expect(result).toMatchObject({ status: 'unverified', method: 'paste' });
    expect(result.evidence[0]).toMatchObject({ path: 'clipboard', holds: null });
    expect(here.sent).toEqual(['Shift+Insert']);
    expect(await here.enter('x')).toMatchObject({ status: 'refused' });
  });
});

test.each(['a\0b', '\ud800 alone', 'ends in half \ud83d'])(
  'nothing is sent for %j, which no application can be given',
  async (text) => {
    const here = application({ text: 'kept', sets: exactly, pastes: exactly, types: exactly });
    expect(await here.enter(text)).toMatchObject({ status: 'refused' });
    expect(here).toMatchObject({ content: 'kept', sent: [] });
  },
);

test.each([
  ['a tab', 'tab\there'],
  ['a line break', 'line\nbreak'],
  ['a very long text', 'x'.repeat(3_000)],
  ['what the layout lacks', '日本'],
])('does not type %s', async (_, text) => {
  const here = application({ types: exactly });
  expect(await here.enter(text)).toMatchObject({ status: 'refused' });
  expect(here.sent).not.toContain(text);
  expect(here.content).toBe('');
});
