import x11, { type XEvent } from 'x11';
import type { ClipboardContent } from '../../clipboard-content.ts';
import type { Selection } from '../../hand.ts';
import type { Connection } from './connection.ts';
import { serverTime } from './server-time.ts';

/** A content that is being offered, until another program takes the selection. */
export interface Offer {
  /** Window that took a whole format of it, each time one did: the list grows. */
  readonly fetchedBy: readonly number[];
  onFetched(listener: () => void): () => void;
}

/** Owns selections and answers who asks for them; the big ones in pieces. It goes on until another program takes over. */
export interface SelectionOwner {
  offer(selection: Selection, content: ClipboardContent): Promise<Offer>;
  /** What is offered now, or null when another program owns the selection. */
  current(selection: Selection): ClipboardContent | null;
}

type Value = { readonly type: string; readonly bits: 8 | 16 | 32; readonly data: Buffer };
interface Serving {
  readonly content: ClipboardContent;
  readonly time: number;
  readonly fetchedBy: number[];
  readonly listeners: Set<() => void>;
}

const PIECE = 64 * 1024;
const ATOM = 4;

/**
 * Owns selections for a window of Sonny's, and notes which clients fetched what was offered. Serves them in pieces where they are large (ICCCM,
 * section 2.7.2).
 */
export function selectionOwner(connection: Connection, window: number): SelectionOwner {
  const { x, atom } = connection;
  const served = new Map<number, Serving>();
  const pieces = new Map<string, () => void>();

  async function answer(event: XEvent): Promise<void> {
    const request = event as unknown as Record<'requestor' | 'selection' | 'target' | 'property' | 'time', number>;
    const property = request.property || request.target;
    const serving = served.get(request.selection);
    const sent = serving ? await give(serving, request.requestor, request.target, property) : false;
    x.SendEvent(request.requestor, 0, 0, {
      name: 'SelectionNotify',
      time: request.time,
      requestor: request.requestor,
      selection: request.selection,
      target: request.target,
      property: sent ? property : 0,
    });
  }

  async function give(serving: Serving, requestor: number, target: number, property: number): Promise<boolean> {
    const name = await connection.ask<string>((reply) => x.GetAtomName(target, reply));
    if (name === 'TARGETS') {
      const names = ['TARGETS', 'TIMESTAMP', ...serving.content.formats.keys()];
      const atoms = await Promise.all(names.map(atom));
      return write(requestor, property, { type: 'ATOM', bits: 32, data: packed(atoms) });
    }
    if (name === 'TIMESTAMP') {
      return write(requestor, property, { type: 'INTEGER', bits: 32, data: packed([serving.time]) });
    }
    const value = serving.content.formats.get(name);
    if (!value) return false;
    const taken = () => {
      serving.fetchedBy.push(requestor);
      for (const listener of serving.listeners) listener();
    };
    if (value.data.length > PIECE) return inPieces(requestor, property, value, taken);
    const written = await write(requestor, property, value);
    if (written) taken();
    return written;
  }

  async function write(requestor: number, property: number, { type, bits, data }: Value): Promise<boolean> {
    const id = await atom(type);
    return new Promise((resolve) =>
      x.ChangeProperty(0, requestor, property, id, bits, data, (error) => resolve(!error)),
    );
  }

  /** The requestor deletes the property when it has read a piece; an empty piece says that this was all. */
  async function inPieces(requestor: number, property: number, value: Value, taken: () => void): Promise<boolean> {
    const key = `${requestor}/${property}`;
    let at = 0;
    x.ChangeWindowAttributes(requestor, { eventMask: x11.eventMask['PropertyChange'] ?? 0 });
    pieces.set(key, () => {
      const piece = value.data.subarray(at, at + PIECE);
      at += PIECE;
      if (piece.length === 0) pieces.delete(key);
      void write(requestor, property, { ...value, data: piece }).then((written) => {
        if (!written) pieces.delete(key);
        else if (piece.length === 0) taken();
      });
    });
    return write(requestor, property, { type: 'INCR', bits: 32, data: packed([value.data.length]) });
  }

  connection.onEvent((event) => {
    if (event.name === 'SelectionRequest' && event['owner'] === window) {
      // A requestor that is gone meanwhile needs no answer.
      answer(event).catch(() => undefined);
    } else if (event.name === 'SelectionClear' && event['owner'] === window) {
      served.delete(event['selection'] as number);
    } else if (event.name === 'PropertyNotify' && event['state'] === DELETED) {
      pieces.get(`${String(event['wid'])}/${String(event['atom'])}`)?.();
    }
  });

  return {
    async offer(selection, content) {
      const [id, time] = await Promise.all([atom(selection), serverTime(connection, window)]);
      const serving: Serving = { content, time, fetchedBy: [], listeners: new Set() };
      served.set(id, serving);
      x.SetSelectionOwner(window, id, time);
      const owner = await connection.ask<number>((reply) => x.GetSelectionOwner(id, reply));
      if (owner !== window) served.delete(id);
      return {
        fetchedBy: serving.fetchedBy,
        onFetched(listener) {
          serving.listeners.add(listener);
          return () => serving.listeners.delete(listener);
        },
      };
    },
    current(selection) {
      const id = x.atoms[selection];
      return (id !== undefined && served.get(id)?.content) || null;
    },
  };
}

const DELETED = 1;

function packed(values: readonly number[]): Buffer {
  const data = Buffer.alloc(values.length * ATOM);
  values.forEach((value, index) => data.writeUInt32LE(value >>> 0, index * ATOM));
  return data;
}
