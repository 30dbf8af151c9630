import type { Slot } from './slot.ts';
import { applicationSlot } from './slots/application.ts';
import { countSlot, durationSlot, moneySlot } from './slots/amount.ts';
import { argumentsSlot } from './slots/arguments.ts';
import { areaPairSlot, areaSlot } from './slots/area.ts';
import { chordSlot } from './slots/chord.ts';
import { chosenSetSlot, exceptSlot, stateSlot } from './slots/chosen-set.ts';
import { clockSlot } from './slots/clock.ts';
import { calculatorKeysSlot, expressionSlot } from './slots/expression.ts';
import { fileSetSlot } from './slots/file-set.ts';
import { filesSlot } from './slots/files.ts';
import { itemSlot, listFileSlot, newListSlot } from './slots/item.ts';
import { kindSlot } from './slots/kind.ts';
import { labelSlot } from './slots/label.ts';
import { newFoldersSlot } from './slots/new-folders.ts';
import { pointSlot, sizeSlot } from './slots/measure.ts';
import {
  comingFileSlot,
  fileSlot,
  loneFileSlot,
  namedFileSlot,
  possibleFileSlot,
  grownFileSlot,
  newFileSlot,
  newFolderSlot,
  newNameSlot,
} from './slots/file.ts';
import { folderSlot, intoSlot, writtenFolderSlot } from './slots/folder.ts';
import { placesSlot } from './slots/places.ts';
import { seriesSlot } from './slots/series.ts';
import { addressSlot, anyTextSlot, nameSlot, textSlot, urlSlot } from './slots/text.ts';
import { toolSlot } from './slots/tool.ts';
import { targetSlot, windowSlot } from './slots/window.ts';
import { topicKindSlot, topicSlot } from './slots/topic.ts';
import { whenSlot } from './slots/when.ts';
import { itemsSlot, wordsSlot } from './slots/words.ts';

/** What may stand in a phrase's braces. */
export const SLOTS = {
  address: addressSlot,
  app: applicationSlot,
  area: areaSlot,
  areas: areaPairSlot,
  arguments: argumentsSlot,
  anytext: anyTextSlot,
  choice: chosenSetSlot,
  chord: chordSlot,
  clock: clockSlot,
  coming: comingFileSlot,
  count: countSlot,
  duration: durationSlot,
  except: exceptSlot,
  expression: expressionSlot,
  file: fileSlot,
  files: filesSlot,
  folder: folderSlot,
  into: intoSlot,
  written: writtenFolderSlot,
  grownfile: grownFileSlot,
  item: itemSlot,
  items: itemsSlot,
  keys: calculatorKeysSlot,
  kind: kindSlot,
  list: listFileSlot,
  lone: loneFileSlot,
  label: labelSlot,
  money: moneySlot,
  name: nameSlot,
  newfile: newFileSlot,
  newfolder: newFolderSlot,
  newfolders: newFoldersSlot,
  newlist: newListSlot,
  named: namedFileSlot,
  newname: newNameSlot,
  places: placesSlot,
  point: pointSlot,
  possible: possibleFileSlot,
  series: seriesSlot,
  set: fileSetSlot,
  size: sizeSlot,
  state: stateSlot,
  target: targetSlot,
  text: textSlot,
  tool: toolSlot,
  topic: topicSlot,
  topickind: topicKindSlot,
  url: urlSlot,
  when: whenSlot,
  window: windowSlot,
  words: wordsSlot,
} as const;

export type SlotKind = keyof typeof SLOTS;
export type SlotValue<K extends SlotKind> = (typeof SLOTS)[K] extends Slot<infer T> ? T : never;
