import { Column, Malformed, Reader } from './bytes.ts';
import type { Delta } from './delta.ts';
import type { Operation, Statement } from './operation.ts';
import { TRUSTS, type SharedFact } from './shared-fact.ts';
import { Actor, type Dot } from './version.ts';
import { readTexts, Table, writeTexts } from './texts.ts';

/** What the first byte says. A reader must know the number. */
const FORMAT = 1;
const KINDS = ['operations', 'state'] as const;
const TYPES = ['string', 'whole', 'number', 'true', 'false'] as const;
/** An argument that is longer, or a list with more of them, is not one of ours. */
const MOST_ARGS = 16;
/** Of wholes that are larger the sign would not fit beside them. */
const LARGEST_WHOLE = 2 ** 51;

/** Sections in the order in which they are written. */
const SECTIONS = [
  'actors',
  'relations',
  'contexts',
  'version',
  'runs',
  'seqs',
  'ats',
  'overs',
  'facts',
  'times',
  'confidences',
  'types',
  'wholes',
  'numbers',
] as const;
type Section = (typeof SECTIONS)[number];

const typeOf = (term: SharedFact['args'][number]): (typeof TYPES)[number] => {
  if (typeof term === 'string') return 'string';
  if (typeof term === 'boolean') return term ? 'true' : 'false';
  return Number.isInteger(term) && Math.abs(term) <= LARGEST_WHOLE && !Object.is(term, -0) ? 'whole' : 'number';
};

const float = (value: number): Uint8Array => new Uint8Array(new Float64Array([value]).buffer);
const unfloat = (bytes: Uint8Array): number => new Float64Array(bytes.slice().buffer)[0] ?? 0;

const finite = (value: number): number => {
  if (!Number.isFinite(value)) throw new Malformed('not a number');
  return value;
};

/** A delta as bytes, column by column, so that what is alike lies together and compresses well. */
export const encodeDelta = (delta: Delta): Uint8Array => {
  const entries: readonly Operation[] = delta.kind === 'state' ? delta.live : delta.operations;
  const [actors, relations, contexts] = [new Table(), new Table(), new Table()];
  const columns = Object.fromEntries(SECTIONS.map((s) => [s, new Column()])) as Record<Section, Column>;
  const texts: string[][] = [];

  if (delta.kind === 'state')
    for (const [actor, seq] of Object.entries(delta.version)) {
      columns.version.count(actors.of(actor));
      columns.version.count(seq);
    }

  const writeFact = (fact: SharedFact, at: number): void => {
    columns.facts.count(relations.of(fact.relation) + 1);
    columns.facts.count(contexts.of(fact.context));
    columns.facts.count(TRUSTS.indexOf(fact.trust) * 2 + (fact.negated ? 1 : 0));
    columns.times.whole(at - fact.validFrom);
    columns.times.count(fact.validUntil === null ? 0 : 1);
    if (fact.validUntil !== null) columns.times.whole(fact.validUntil - fact.validFrom);
    columns.confidences.raw(fact.confidence === 1 ? Uint8Array.of(1) : Uint8Array.of(0, ...float(fact.confidence)));
    columns.facts.count(fact.args.length);
    fact.args.forEach((term, place) => {
      const type = typeOf(term);
      columns.types.count(TYPES.indexOf(type));
      if (typeof term === 'string') (texts[place] ??= []).push(term);
      else if (type === 'whole') columns.wholes.whole(Number(term));
      else if (type === 'number') columns.numbers.raw(float(Number(term)));
    });
  };

  let at = 0;
  let seq = 0;
  entries.forEach((entry, i) => {
    const before = entries[i - 1];
    if (before?.actor !== entry.actor) {
      const end = entries.findIndex((e, j) => j > i && e.actor !== entry.actor);
      columns.runs.count(actors.of(entry.actor));
      columns.runs.count((end === -1 ? entries.length : end) - i);
      seq = 0;
    }
    columns.seqs.whole(entry.seq - seq - 1);
    seq = entry.seq;
    columns.ats.whole(entry.at - at);
    at = entry.at;
    columns.overs.count(entry.over.length);
    for (const dot of entry.over) {
      columns.overs.count(actors.of(dot.actor));
      columns.overs.whole(entry.seq - dot.seq);
    }
    if (entry.fact) writeFact(entry.fact, entry.at);
    else columns.facts.count(0);
  });

  const whole = new Column();
  whole.count(FORMAT);
  whole.count(KINDS.indexOf(delta.kind));
  const tables: Partial<Record<Section, Uint8Array>> = {
    actors: actors.take(),
    relations: relations.take(),
    contexts: contexts.take(),
  };
  for (const bytes of [
    ...SECTIONS.map((s) => tables[s] ?? columns[s].take()),
    ...Array.from(texts, (column: readonly string[] | undefined) => writeTexts(column ?? [])),
  ]) {
    whole.count(bytes.length);
    whole.raw(bytes);
  }
  return whole.take().slice();
};

/**
 * The delta that was encoded.
 * @throws Malformed when it is none, whatever the bytes.
 */
export const decodeDelta = (bytes: Uint8Array): Delta => {
  const whole = new Reader(bytes);
  if (whole.count() !== FORMAT) throw new Malformed('another format');
  const kind = KINDS[whole.count()];
  if (!kind) throw new Malformed('another kind');
  const sections = SECTIONS.map(() => whole.raw(whole.count()));
  const section = (name: Section): Reader => new Reader(sections[SECTIONS.indexOf(name)] ?? new Uint8Array());
  const [actors = [], relations = [], contexts = []] = sections.slice(0, 3).map(readTexts);
  if (!actors.every((actor) => Actor.safeParse(actor).success)) throw new Malformed('not a peer’s name');
  const texts: { readonly all: readonly string[]; next: number }[] = [];
  while (whole.left > 0) texts.push({ all: readTexts(whole.raw(whole.count())), next: 0 });
  if (texts.length > MOST_ARGS) throw new Malformed('too many arguments');

  const version = section('version');
  const [runs, seqs, ats, overs] = [section('runs'), section('seqs'), section('ats'), section('overs')];
  const [facts, times, confidences] = [section('facts'), section('times'), section('confidences')];
  const [types, wholes, numbers] = [section('types'), section('wholes'), section('numbers')];
  const named = (table: readonly string[], index: number): string => {
    const name = table[index];
    if (name === undefined) throw new Malformed('a name is missing');
    return name;
  };

  const readTerm = (place: number): SharedFact['args'][number] => {
    switch (TYPES[types.count()]) {
      case 'string': {
        const column = texts[place];
        return named(column?.all ?? [], column ? column.next++ : 0);
      }
      case 'whole':
        return wholes.whole();
      case 'number':
        return finite(unfloat(numbers.raw(8)));
      case 'true':
        return true;
      case 'false':
        return false;
      default:
        throw new Malformed('another type');
    }
  };
  const readFact = (at: number): SharedFact | null => {
    const relation = facts.count();
    if (relation === 0) return null;
    const context = named(contexts, facts.count());
    const flags = facts.count();
    const [trust, negated] = [TRUSTS[flags >>> 1], flags % 2 === 1];
    if (!trust) throw new Malformed('another trust');
    const validFrom = at - times.whole();
    const validUntil = times.count() === 0 ? null : validFrom + times.whole();
    const confidence = confidences.count() === 1 ? 1 : unfloat(confidences.raw(8));
    if (!(confidence >= 0 && confidence <= 1)) throw new Malformed('a confidence beyond 1');
    const length = facts.count();
    if (length > MOST_ARGS) throw new Malformed('too many arguments');
    const args: SharedFact['args'] = [];
    for (let place = 0; place < length; place++) args.push(readTerm(place));
    return {
      relation: named(relations, relation - 1),
      negated,
      args,
      context,
      validFrom,
      validUntil,
      trust,
      confidence,
    };
  };

  const entries: Operation[] = [];
  let at = 0;
  while (runs.left > 0) {
    const actor = named(actors, runs.count());
    let seq = 0;
    for (let left = runs.count(); left > 0; left--) {
      seq += seqs.whole() + 1;
      if (seq < 1) throw new Malformed('a number below 1');
      at += ats.whole();
      const count = overs.count();
      if (count > overs.left) throw new Malformed('more dots than bytes');
      const over: Dot[] = [];
      for (let some = count; some > 0; some--)
        over.push({ actor: named(actors, overs.count()), seq: seq - overs.whole() });
      if (over.some((dot) => dot.seq < 1)) throw new Malformed('a number below 1');
      entries.push({ actor, seq, at, fact: readFact(at), over });
    }
  }
  if (kind === 'operations') return { kind, operations: entries };
  const known: Record<string, number> = {};
  while (version.left > 0) known[named(actors, version.count())] = version.count();
  const live = entries.filter((entry): entry is Statement => entry.fact !== null);
  if (live.length < entries.length) throw new Malformed('a state holds facts only');
  return { kind, version: known, live };
};
