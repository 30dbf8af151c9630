import type { Clock } from '../../shared/ports/clock.ts';
import type { Performer } from '../../shared/ports/performer.ts';
import type { Snapshots } from '../../shared/ports/snapshots.ts';
import { createCheckpoint } from './checkpoint.ts';
import { createPlaces, trashOf, type Roots } from './places.ts';
import { append } from './skills/append.ts';
import { copy } from './skills/copy.ts';
import { copyAs } from './skills/copy-as.ts';
import { createFolder } from './skills/create-folder.ts';
import { join } from './skills/join.ts';
import { find, read } from './skills/look.ts';
import { measure } from './skills/measure.ts';
import { move } from './skills/move.ts';
import { removeLine } from './skills/remove-line.ts';
import { rename } from './skills/rename.ts';
import { replaceText } from './skills/replace-text.ts';
import { search } from './skills/search.ts';
import { room, there } from './skills/there.ts';
import { trash } from './skills/trash.ts';
import { unzip } from './skills/unzip.ts';
import { waitForFile } from './skills/wait.ts';
import { write } from './skills/write.ts';
import { zip } from './skills/zip.ts';
import { createTrashCan } from './trash-can.ts';
import { UNPACK_LIMITS, type UnpackLimits } from './zip/unpack.ts';

export interface FilePerformerOptions {
  readonly roots: Roots;
  readonly snapshots: Snapshots;
  readonly clock: Clock;
  readonly unpackLimits?: UnpackLimits;
}

/** Everything that Sonny can do to files, one performer for each skill. */
export const createFilePerformers = ({
  roots,
  snapshots,
  clock,
  unpackLimits = UNPACK_LIMITS,
}: FilePerformerOptions): Performer[] => {
  const places = createPlaces(roots);
  const trashCan = createTrashCan(trashOf(roots), clock);
  const checkpoint = createCheckpoint(clock);
  return [
    createFolder(places, trashCan),
    move(places, checkpoint),
    copy(places, trashCan, checkpoint),
    copyAs(places, trashCan, checkpoint),
    rename(places, checkpoint),
    trash(places, trashCan, checkpoint),
    find(places),
    zip(places, trashCan, checkpoint),
    unzip(places, trashCan, checkpoint, unpackLimits),
    read(places),
    write(places, snapshots),
    join(places, snapshots),
    append(places, snapshots),
    replaceText(places, snapshots),
    removeLine(places, snapshots),
    measure(places),
    there(places, clock),
    room(places, roots.home),
    search(places),
    waitForFile(places, clock, checkpoint),
  ];
};
