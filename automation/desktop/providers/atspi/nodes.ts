import { ACCESSIBLE, type AccessibilityBus, type Ref } from './connection.ts';
import { roleName } from './roles.ts';
import { stateNames } from './states.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

/** What an accessible object is, without its place and text. */
export interface Node {
  readonly ref: Ref;
  readonly role: string;
  readonly name: string;
  readonly states: readonly string[];
  /** Short names: "Text", "EditableText", "Component" ... */
  readonly interfaces: readonly string[];
  /** -1 where the application did not say. */
  readonly childCount: number;
}

export interface CachedNode extends Node {
  readonly parent: string;
  readonly index: number;
}

type WireRef = readonly [string, string];
type WireItem = readonly [
  WireRef,
  WireRef,
  WireRef,
  number,
  number,
  readonly string[],
  string,
  number,
  string,
  readonly number[],
];

const shortNames = (interfaces: readonly string[]): readonly string[] =>
  interfaces.map((name) => name.slice(name.lastIndexOf('.') + 1));
const refOf = ([bus, path]: WireRef): Ref => ({ bus, path });

/** Everything that the application keeps ready to hand out, in one call. Qt keeps nothing: an empty list. */
export const cachedNodes = async (
  bus: AccessibilityBus,
  application: string,
  progress: Progress,
): Promise<ReadonlyMap<string, CachedNode>> => {
  const items = await bus.ask<readonly WireItem[]>(
    { bus: application, path: '/org/a11y/atspi/cache' },
    'org.a11y.atspi.Cache',
    'GetItems',
    progress,
  );
  const nodes = new Map<string, CachedNode>();
  for (const [ref, , parent, index, childCount, interfaces, name, role, , states] of items ?? []) {
    const node = {
      ref: refOf(ref),
      parent: parent[1],
      index,
      childCount,
      interfaces: shortNames(interfaces),
      name,
      role: roleName(role),
      states: stateNames(states),
    };
    // The application keeps dead objects for a while.
    if (node.role !== 'invalid') nodes.set(node.ref.path, node);
  }
  return nodes;
};

/** Asks for one object. null: it is gone, or not showing while `showing` is demanded. */
export const describe = async (
  bus: AccessibilityBus,
  ref: Ref,
  progress: Progress,
  showing = false,
): Promise<Node | null> => {
  const words = await bus.ask<readonly number[]>(ref, ACCESSIBLE, 'GetState', progress);
  const states = stateNames(words ?? []);
  if (words === null || states.includes('defunct') || (showing && !states.includes('showing'))) return null;
  const [role, name, interfaces, childCount] = await Promise.all([
    bus.ask<number>(ref, ACCESSIBLE, 'GetRole', progress),
    bus.property<string>(ref, ACCESSIBLE, 'Name', progress),
    bus.ask<readonly string[]>(ref, ACCESSIBLE, 'GetInterfaces', progress),
    bus.property<number>(ref, ACCESSIBLE, 'ChildCount', progress),
  ]);
  if (role === null || role === 0) return null;
  return {
    ref,
    role: roleName(role),
    name: name ?? '',
    states,
    interfaces: shortNames(interfaces ?? []),
    childCount: childCount ?? -1,
  };
};

export const children = async (bus: AccessibilityBus, ref: Ref, progress: Progress): Promise<readonly Ref[]> =>
  ((await bus.ask<readonly WireRef[]>(ref, ACCESSIBLE, 'GetChildren', progress)) ?? []).map(refOf);

/** Objects to which `ref` stands in a relation, by the relation's number on the wire. */
export const related = async (
  bus: AccessibilityBus,
  ref: Ref,
  relation: number,
  progress: Progress,
): Promise<readonly Ref[]> => {
  const sets = await bus.ask<readonly (readonly [number, readonly WireRef[]])[]>(
    ref,
    ACCESSIBLE,
    'GetRelationSet',
    progress,
  );
  return (sets ?? []).filter(([kind]) => kind === relation).flatMap(([, targets]) => targets.map(refOf));
};
export const LABELLED_BY = 2;
export const FLOWS_TO = 10;
export const FLOWS_FROM = 11;
