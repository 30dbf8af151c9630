import { homeOf, shortened } from './found.ts';
import type { Json } from './json.ts';
import type { StepView } from './step.ts';

type Journey = { readonly from: string; readonly to: string };

const journeysIn = (value: Json | undefined): readonly Journey[] =>
  Array.isArray(value)
    ? value.flatMap((one) => {
        if (typeof one !== 'object' || one === null || Array.isArray(one)) return [];
        const { from, to } = one;
        return typeof from === 'string' && typeof to === 'string' ? [{ from, to }] : [];
      })
    : [];

/**
 * The files of a step that went somewhere, as its undo takes them: where each goes back to, comes back at, or is removed. None where it was
 * about one file, which its title names. Paths begin at `home`; without one, as far as the step tells which folder that is.
 */
export const filesUndone = (step: Pick<StepView, 'title' | 'args' | 'outputs'>, home = homeOf(step)): string[] => {
  const { args, outputs = {} } = step;
  const way = ({ from, to }: Journey): string => `${shortened(to, home)} → ${shortened(from, home)}`;
  const went = journeysIn(outputs['moved']);
  const renamed = Object.values(args).flatMap(journeysIn);
  const files = [
    ...(went.length > 0 ? went : renamed).map(way),
    ...journeysIn(outputs['trashed']).map(({ from }) => shortened(from, home)),
    ...journeysIn(outputs['copied']).map(({ to }) => shortened(to, home)),
  ];
  return files.length > 1 ? files : [];
};
