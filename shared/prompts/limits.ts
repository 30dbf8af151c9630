/** The forms in which a limit is proposed: Sonny reads them without a model, so that what a run is held to is never a model's word. */
export const LIMIT_FORMS: readonly string[] = [
  'without touching PATH and PATH',
  'without changing PATH / deleting PATH / overwriting PATH',
  'without changing anything / deleting anything / overwriting anything',
  'without moving the originals',
  'without closing any windows',
  'without sending any e-mails',
  'only in PATH and PATH',
  'at most 20 files',
  'spend at most 20 EUR',
  'before 17:00',
  'not before 17:00',
];
