import type { Domain } from '../htn/model.ts';
import { readDomain } from '../hddl/read.ts';
import { DESK } from './desk.ts';
import { EDITING } from './editing.ts';
import { FILING } from './filing.ts';
import { WORDING } from './wording.ts';

/** Every method that Sonny has, as it is written. */
export const METHODS: readonly Domain[] = [FILING, EDITING, DESK, WORDING].map(readDomain);
