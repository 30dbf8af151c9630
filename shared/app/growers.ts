import { growing, type Grower } from '../execution/act/grow-step.ts';
import type { Performer } from '../ports/performer.ts';
import type { ViewEvent } from '../protocol/views.ts';
import { IF } from '../skills/condition.ts';
import { REST } from '../skills/rest.ts';
import { createDecider, decided } from './deciding.ts';
import { Doubts } from './onward/doubts.ts';
import { createOnward, type Onward } from './onward/onward.ts';
import { createOperator, operating } from './operate/operate.ts';

/** What chooses as it goes, and what ends the steps for which that is done. */
export interface Growers {
  readonly performers: readonly Performer[];
  readonly grower: (onward: Omit<Onward, 'doubts'>, emit: (event: ViewEvent) => void) => Grower;
}

/** Chooses what comes next in each step whose acts are chosen as it goes. */
export const createGrowers = (): Growers => {
  const doubts = new Doubts();
  return {
    performers: [operating, doubts.performer, decided],
    grower: (onward, emit) =>
      growing({
        'screen.operate': createOperator(onward.ports, emit),
        [REST]: createOnward({ ...onward, doubts }),
        [IF]: createDecider(onward),
      }),
  };
};
