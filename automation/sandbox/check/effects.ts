import type { AnyNode, Program } from 'acorn';
import type { ScriptEffect, ScriptManifest, ScriptProblem } from '../../../shared/protocol/script.ts';
import { bindingsOf, outerCalls, type OuterCall } from './calls.ts';
import { FILE_CALLS } from './declarations.ts';
import { lineOf } from './syntax.ts';
import { Values, type Possible } from './values.ts';

type Kind = ScriptEffect['kind'];

const hostOf = (url: string): string => {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
};

const reachesOf = ({ kind, name, call }: OuterCall): readonly (readonly [Kind, AnyNode | undefined])[] => {
  if (kind === 'fetch') return [['host', call.arguments[0]]];
  if (kind === 'tool') return [['tool', call.arguments[0]]];
  return (FILE_CALLS[name] ?? []).map(([effect, at]) => [effect, call.arguments[at]]);
};

/** Whether the manifest lets a script do that. */
export const isDeclared = (kind: Kind, target: string, manifest: ScriptManifest): boolean => {
  const inside = (folders: readonly string[]): boolean =>
    folders.some((one) => one === target || (one.endsWith('/') && (target.startsWith(one) || one === `${target}/`)));
  // What it may write it may read again.
  if (kind === 'read') return inside(manifest.reads) || manifest.writes.includes(target);
  if (kind === 'write') return manifest.writes.includes(target);
  return kind === 'host' ? manifest.hosts.includes(target) : manifest.tools.includes(target);
};

const withHost = (kind: Kind, targets: Possible): Possible =>
  kind === 'host' ? (targets?.map(hostOf) ?? null) : targets;

/** What a script's text says that it does outside its own values, in the order of the text. */
export const effectsOf = (tree: Program, manifest: ScriptManifest): readonly ScriptEffect[] => {
  const values = new Values(tree);
  return outerCalls(tree, bindingsOf(tree)).flatMap((outer) =>
    reachesOf(outer).flatMap(([kind, argument]): ScriptEffect[] => {
      const line = lineOf(outer.call);
      const targets = withHost(kind, values.of(argument));
      return targets === null
        ? [{ kind, target: null, declared: null, line }]
        : [...new Set(targets)].map((target) => ({ kind, target, declared: isDeclared(kind, target, manifest), line }));
    }),
  );
};

const VERBS = { read: 'reads', write: 'writes', host: 'asks', tool: 'uses' } as const;

/** Effects that exceed the manifest. */
export const exceeding = (effects: readonly ScriptEffect[]): ScriptProblem[] =>
  effects
    .filter(({ declared }) => declared === false)
    .map(({ kind, target, line }) => ({
      stage: 'effects',
      in: 'script',
      line,
      say: `it ${VERBS[kind]} ${target ?? ''}, which its manifest does not name`,
    }));

/** What the manifest names and the text never uses; nothing can be said where a target is worked out at run time. */
export const unusedOf = (effects: readonly ScriptEffect[], manifest: ScriptManifest): string[] => {
  const used = (kind: Kind, entry: string): boolean =>
    effects.some(
      (effect) =>
        effect.kind === kind &&
        (effect.target === null ||
          effect.target === entry ||
          (entry.endsWith('/') && `${effect.target}/`.startsWith(entry))),
    );
  return [
    ...manifest.reads.filter((entry) => !used('read', entry)),
    ...manifest.writes.filter((entry) => !used('write', entry)),
    ...manifest.hosts.filter((entry) => !used('host', entry)),
    ...manifest.tools.filter((entry) => !used('tool', entry)),
  ];
};
