import type { Pane } from './screen.ts';
import type { Part } from './surface.ts';
import type { Element } from '../../../shared/ports/driver.ts';

/** A window's parts where they stand on the screen; none of a minimised one. */
export const partsOf = ({ surface, rect, state }: Pane): readonly Part[] =>
  state === 'minimised'
    ? []
    : surface
        .parts()
        .map((part) => ({ ...part, rect: { ...part.rect, x: rect.x + part.rect.x, y: rect.y + part.rect.y } }));

export const mayBeWritten = ({ buffer, states }: Part): boolean => buffer !== undefined && states.includes('editable');

export const elementOf = ({ role, name, rect, states, depth, buffer }: Part, index: number, { id }: Pane): Element => ({
  id: `${id}/${index}`,
  role,
  name,
  rect,
  states,
  depth,
  ...(buffer ? { text: buffer.text } : {}),
});
