import type { RunStatus } from '../../../shared/protocol/run.ts';
import type { LiteralView, StepView } from '../../../shared/protocol/step.ts';

/** What is said of a place, before and behind it. */
const OF_PLACE =
  /^(there is something at|there is a file|there is a folder|there is no file|nothing is at) (~|~?\/.*?)( yet)?$/su;

/** The same said of several places. */
const OF_PLACES: Readonly<Record<string, string>> = {
  'there is something at': 'there is something at each of these places',
  'there is a file': 'there is each of these files',
  'there is a folder': 'there is each of these folders',
  'there is no file': 'there is none of these files',
  'nothing is at': 'nothing is at any of these places',
};

/** What planning says of what it looked at; by the time that a run is under way it is no longer just now. */
const SEEN = 'seen just now';

/** Where the plan has not been begun, what it saw stands beside it as it is. */
const UNBEGUN: readonly RunStatus[] = ['planning', 'asking', 'awaiting-approval', 'refused', 'nothing-to-do'];

/** What a step needs, each with when it was seen to be so: its own effect, and the world, change it afterwards. */
export const needsThen = (
  { needs, startedAt }: Pick<StepView, 'needs' | 'startedAt'>,
  run: RunStatus,
): readonly LiteralView[] => {
  const begun = startedAt !== undefined;
  if (!begun && UNBEGUN.includes(run)) return needs;
  const because = begun ? 'seen before the step began' : 'seen when this was planned';
  return needs.map((need) => (need.because === SEEN ? { ...need, because } : need));
};

/** Fewer are told one by one. */
const FEWEST = 3;
const NAMED = 3;

const listed = (places: readonly string[]): string => {
  const more = places.length - NAMED;
  return new Intl.ListFormat('en').format(
    more > 0 ? [...places.slice(0, NAMED), `${more.toLocaleString('en')} more`] : [...places],
  );
};

/** What must hold, with what is the same of several places told once. What does not hold, or leans on a fact, stays by itself. */
export const foldedNeeds = (needs: readonly LiteralView[]): readonly LiteralView[] => {
  const groups = new Map<string, { readonly first: LiteralView; readonly saying: string; readonly places: string[] }>();
  const keyOf = (need: LiteralView): string | null => {
    const said = need.holds && need.fact === undefined ? OF_PLACE.exec(need.say) : null;
    return said ? JSON.stringify([said[1], said[3] ?? '', need.because]) : null;
  };
  for (const need of needs) {
    const key = keyOf(need);
    const [, saying = '', place = ''] = OF_PLACE.exec(need.say) ?? [];
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.places.push(place);
    else groups.set(key, { first: need, saying, places: [place] });
  }
  return needs.flatMap((need) => {
    const group = groups.get(keyOf(need) ?? '');
    if (!group || group.places.length < FEWEST) return [need];
    if (group.first !== need) return [];
    const { saying, places } = group;
    return [
      {
        ...need,
        say: `${OF_PLACES[saying]}${need.say.endsWith(' yet') ? ' yet' : ''}, ${places.length.toLocaleString('en')} in all: ${listed(places)}`,
      },
    ];
  });
};
