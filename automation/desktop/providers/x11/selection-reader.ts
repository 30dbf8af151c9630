import type { Property } from 'x11';
import type { Progress } from '../../../../shared/ports/progress.ts';
import { SonnyError } from '../../../../shared/protocol/errors.ts';
import type { Selection } from '../../hand.ts';
import { within } from '../../patience.ts';
import type { ClipboardContent } from '../../clipboard-content.ts';
import type { Connection } from './connection.ts';
import { eventQueue, type EventQueue } from './event-queue.ts';
import { words } from './window-list.ts';

type Value = { readonly type: string; readonly bits: 8 | 16 | 32; readonly data: Buffer };

/** Reads what another program offers. NOT_RESPONDING when it does not answer in a second. */
export interface SelectionReader {
  /** Formats it offers; none when nothing is owned. */
  formats(selection: Selection, progress: Progress): Promise<readonly string[]>;
  /** One format, or null when it can't be given. */
  read(selection: Selection, format: string, progress: Progress): Promise<Value | null>;
  /** Everything, so that it can be offered again afterwards; formats past `maxBytes` in all are left out. */
  copy(selection: Selection, maxBytes: number, progress: Progress): Promise<ClipboardContent>;
}

const ANSWER_MS = 1000;
/** Formats that are about the transfer, not the content. */
const PROTOCOL = new Set([
  'TARGETS',
  'TIMESTAMP',
  'MULTIPLE',
  'SAVE_TARGETS',
  'DELETE',
  'INSERT_PROPERTY',
  'INSERT_SELECTION',
]);
const WHOLE = 0x1fffffff;

/** Reads what other clients offer as a selection, into a property of a window of Sonny’s, in pieces where it is large. */
export function selectionReader(connection: Connection, window: number): SelectionReader {
  const { ask, atom, x } = connection;
  let queue: Promise<unknown> = Promise.resolve();

  /** One conversion at a time: answers name only selection and format. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work, work);
    queue = turn.catch(() => undefined);
    return turn;
  }

  async function convert(selection: Selection, format: string, events: EventQueue): Promise<Value | null> {
    const [from, target, into] = await Promise.all([atom(selection), atom(format), atom('SONNY_SELECTION')]);
    x.DeleteProperty(window, into);
    x.ConvertSelection(window, from, target, into);
    const answer = await events.next(
      (event) => event.name === 'SelectionNotify' && event['selection'] === from && event['target'] === target,
    );
    if (answer['property'] === 0) return null;
    const first = await take(into);
    if ((await nameOf(first.type)) !== 'INCR') return value(first);
    const parts: Buffer[] = [];
    for (;;) {
      await events.next((event) => event.name === 'PropertyNotify' && event['atom'] === into && event['state'] === 0);
      const part = await take(into);
      if (part.data.length === 0) return { ...(await value(part)), data: Buffer.concat(parts) };
      parts.push(part.data);
    }
  }
  const take = (property: number) => ask<Property>((reply) => x.GetProperty(1, window, property, 0, 0, WHOLE, reply));
  const nameOf = (type: number) => ask<string>((reply) => x.GetAtomName(type, reply));
  const value = async ({ type, format, data }: Property): Promise<Value> => ({
    type: await nameOf(type),
    bits: format === 0 ? 8 : format,
    data: Buffer.from(data),
  });

  const read: SelectionReader['read'] = async (selection, format, progress) => {
    return inTurn(async () => {
      const events = eventQueue(connection);
      const deadline = Math.min(progress.deadline, Date.now() + ANSWER_MS);
      try {
        return await within(convert(selection, format, events), { ...progress, deadline });
      } catch (error) {
        if (error instanceof SonnyError && error.code === 'DEADLINE' && Date.now() < progress.deadline)
          throw new SonnyError('NOT_RESPONDING', 'The program that holds the clipboard does not answer.');
        throw error;
      } finally {
        events.stop();
      }
    });
  };
  const formats: SelectionReader['formats'] = async (selection, progress) => {
    const id = await atom(selection);
    if ((await ask<number>((reply) => x.GetSelectionOwner(id, reply))) === 0) return [];
    const list = await read(selection, 'TARGETS', progress);
    const names = await Promise.all((list ? words(list.data) : []).filter((one) => one !== 0).map(nameOf));
    return names.filter((name) => !PROTOCOL.has(name));
  };

  return {
    formats,
    read,
    async copy(selection, maxBytes, progress) {
      const copied = new Map<string, Value>();
      let left = maxBytes;
      for (const format of await formats(selection, progress)) {
        const found = await read(selection, format, progress);
        if (!found || found.data.length > left) continue;
        left -= found.data.length;
        copied.set(format, found);
      }
      return { formats: copied };
    },
  };
}
