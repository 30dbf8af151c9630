import { growing, type Grower } from '../execution/grow-step.ts';
import type { Performer } from '../ports/performer.ts';
import type { ViewEvent } from '../protocol/views.ts';
import { REST } from '../skills/rest.ts';
import { createOnward, resting, type Onward } from './onward/onward.ts';
import { createOperator, operating } from './operate/operate.ts';

/** What ends the steps whose acts are chosen as they go. */
export const GROWN: readonly Performer[] = [operating, resting];

/** Chooses what comes next in each step whose acts are chosen as it goes. */
export const createGrowers = (onward: Onward, emit: (event: ViewEvent) => void): Grower =>
  growing({ 'screen.operate': createOperator(onward.ports, emit), [REST]: createOnward(onward) });
