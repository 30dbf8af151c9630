import { sameName, sameRole } from './name.ts';
import { SonnyError } from '../../../../shared/protocol/errors.ts';
import type { Element, ElementQuery } from '../../../../shared/ports/driver.ts';

export const matches = (query: ElementQuery, { role, name }: Pick<Element, 'role' | 'name'>): boolean =>
  (query.role === undefined || sameRole(query.role, role)) && (query.name === undefined || sameName(query.name, name));

const say = ({ role, name }: ElementQuery): string => `${role ?? 'element'} "${name ?? ''}"`;
const enabled = ({ states }: Pick<Element, 'states'>): boolean =>
  states.includes('sensitive') || states.includes('enabled');

/**
 * The only one that can be used, or also read when that is all it is for. Throws TARGET_MISSING, naming what is disabled, or TARGET_AMBIGUOUS, listing the candidates.
 * Where a label and the thing it labels have one name, the thing is meant.
 */
export const pickOne = <E extends Pick<Element, 'role' | 'name' | 'states' | 'rect'>>(
  query: ElementQuery,
  elements: readonly E[],
  { forReading = false } = {},
): E => {
  const found = elements.filter((element) => matches(query, element));
  const usable = forReading ? found : found.filter(enabled);
  const acting = usable.filter(({ role }) => role !== 'label' && role !== 'static');
  const candidates = acting.length > 0 ? acting : usable;
  const [first, second] = candidates;
  if (first && !second) return first;
  if (first)
    throw new SonnyError(
      'TARGET_AMBIGUOUS',
      `${say(query)}: ${candidates
        .slice(0, 8)
        .map(({ role, name, rect }) => `${role} "${name}"${rect ? ` at ${rect.x},${rect.y}` : ''}`)
        .join('; ')}`,
    );
  throw new SonnyError(
    'TARGET_MISSING',
    found.length > 0 ? `${say(query)} is there but disabled.` : `There is no ${say(query)} in the window.`,
  );
};
