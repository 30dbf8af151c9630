/**
 * Words that begin another part of a goal, where they follow what separates parts: a sentence without quotation marks could end there. They and
 * `SPOKEN` are all words that a part of a goal can begin with (a test says so).
 */
export const DEEDS: ReadonlySet<string> = new Set(
  (
    'activate add append archive attach back backup calculate capture clear click clone close collect combine compress compute copy count create ' +
    'delete dock download duplicate empty erase extract fill find gather iconify join launch list locate make maximise maximize merge minimise ' +
    'minimize move open overwrite pack paste press put quit raise read remove rename replace resize restore revert save screenshot search show snap ' +
    'start tidy tile trash type uncheck uncompress undo unmaximise unmaximize unminimise unminimize unpack untick unzip upload wait wipe write zip ' +
    'take export browse insert cut discard strike'
  ).split(' '),
);

/** Words that begin a part of a goal, and are as common in what people note down: "call Anna", "if it rains". */
export const SPOKEN: ReadonlySet<string> = new Set(
  (
    'arrange as at begin bin bring call change check choose clean correct cross do else execute enter exit fetch file focus follow get give go have hide hit hold how if in inside ' +
    'into i is jot leave load look measure new note once organise organize otherwise pause pick place prepare push run select send set size sleep sort ' +
    "store switch tap tell throw tick unless use visit weigh what what's when where where's which within work i'm i'd are does redo"
  ).split(' '),
);
