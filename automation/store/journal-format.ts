import { JOURNAL_VERSION, JournalEvent } from '../../shared/protocol/events.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { Linked } from './chain.ts';

/** How rows of each version become events of the present one. */
export interface JournalFormat {
  readonly version: number;
  /** By version: makes an event of that version one of the next. Pure; called each time such a row is read. */
  readonly migrations: Readonly<Record<number, (event: unknown) => unknown>>;
}

/** 2 knows more types of rows, fields and error codes; what there was in 1 means what it meant. */
const from1to2 = (event: unknown): unknown => event;
/** 3 knows rows that belong to no run; what there was in 2 means what it meant. */
const from2to3 = (event: unknown): unknown => event;

/** 4 knows more error codes, more of what an error says, and fields that may be missing; what there was in 3 means what it meant. */
const from3to4 = (event: unknown): unknown => event;

/** The format that this program writes. When `JOURNAL_VERSION` grows, the step from the version before is added here. */
export const CURRENT_FORMAT: JournalFormat = {
  version: JOURNAL_VERSION,
  migrations: { 1: from1to2, 2: from2to3, 3: from3to4 },
};

/** So few rows are read sooner than readers for them are made, which long journals are worth. A start that goes on from a bookmark reads no more. */
const FEW = 300;
let read = 0;

/** What all types of rows together find out about themselves before the first is read takes longer than to read it by its own. */
const BY_TYPE = new Map(
  JournalEvent.options.map((option): [string, (typeof JournalEvent.options)[number]] => [
    option.def.shape.type.value,
    option,
  ]),
);
const typeIn = (event: unknown): string => String(Object(event).type);

/** Reads a row's text as an event of the present format; STORE_CORRUPT when it is none. */
export const parseEvent = (format: JournalFormat, { seq, version, event: text }: Linked): JournalEvent => {
  let event: unknown = JSON.parse(text);
  for (let at = version; at < format.version; at++) {
    const migrate = format.migrations[at];
    if (!migrate) throw new SonnyError('STORE_CORRUPT', `Row ${seq} has version ${at}, which nothing migrates.`);
    event = migrate(event);
  }
  const reader = BY_TYPE.get(typeIn(event)) ?? JournalEvent;
  const parsed = reader.safeParse(event, { jitless: read++ < FEW });
  if (!parsed.success) throw new SonnyError('STORE_CORRUPT', `Row ${seq} is not an event: ${parsed.error.message}`);
  return parsed.data;
};
