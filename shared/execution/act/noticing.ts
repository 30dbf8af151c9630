import { instructionsIn } from '../../policy/provenance/instructions.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { Json } from '../../protocol/json.ts';
import { labelsGiven } from '../../skills/given.ts';
import type { Skill } from '../../skills/skill.ts';
import { isByOthers, saySource, type Source } from '../../symbolic/labels/source.ts';

const textsIn = (value: Json): readonly string[] => {
  if (typeof value === 'string') return [value];
  return value === null || typeof value !== 'object'
    ? []
    : Object.values(value).flatMap((inner: Json) => textsIn(inner));
};

type Noticed = Extract<RunEvent, { type: 'injection.noticed' }>;

/** Rows for what in a text of others reads like an instruction to an assistant. */
export const noticedIn = (
  text: string,
  source: Source,
  of: Pick<Noticed, 'at' | 'runId' | 'stepId'>,
): readonly Noticed[] =>
  instructionsIn(text).map(({ quote, signs }) => ({
    type: 'injection.noticed',
    ...of,
    source: { ...source },
    from: saySource(source),
    quote,
    signs: [...signs],
  }));

/** The same for all that a step gave. Words of the person or of Sonny itself are not looked at. */
export const noticedOf = (
  skill: Skill | undefined,
  {
    args,
    outputs,
  }: { readonly args: Readonly<Record<string, Json>>; readonly outputs: Readonly<Record<string, Json>> },
  of: Pick<Noticed, 'at' | 'runId' | 'stepId'>,
): readonly Noticed[] => {
  const source = labelsGiven(skill, args).find(isByOthers);
  return source ? textsIn({ ...outputs }).flatMap((text) => noticedIn(text, source, of)) : [];
};
