/** What work is waiting, as far as windows and earlier runs tell. */
export const WORK = `
relation untitled(window: text) says "the document of {window} has no name yet"
rule untitled-document: untitled(window)
  if window-marked(window) and window-title(window, title) and title contains "ntitled"
  says "the title of {window} says that it is not saved and has no name"

relation to-save(window: text, application: text) says "{application} has a document that is not saved"
rule unsaved-document: to-save(window, name)
  if window-marked(window) and not untitled(window)
  and window-app(window, application) and application-name(application, name)
  says "the title of a window of {name} says that its document is not saved"

relation done(run: text, words: text) says "you had “{words}” done"
rule done: done(run, words) if goal(run, words) and ended(run, "done")
  says "you asked for “{words}”, and it was done"

relation recurring(words: text, times: number) says "you had “{words}” done {times} times"
rule recurring-goal: recurring(words, times)
  if done(_, words) and times = count of run where { done(run, words) } and times >= 3
  says "“{words}” was done {times} times"

relation recently(words: text) says "“{words}” was done in the last 20 hours"
rule done-recently: recently(words)
  if done(run, words) and ended(run, "done") since at and now - at < 20h
  says "“{words}” was done less than 20 hours ago"

relation due(words: text, times: number) says "it may be time again for “{words}”"
rule due-again: due(words, times)
  if recurring(words, times) and not recently(words)
  says "you had it done {times} times, the last time more than 20 hours ago"

relation to-file(words: text, folder: text, ending: text, to: text, files: number)
  says "the number of .{ending} files in {folder} that wait for “{words}” is {files}"
rule file-again: to-file(words, folder, ending, to, files)
  if filed(run, words, folder, ending, to) and done(run, words)
  and files = count of file where { listed(file, folder) and file-ending(file, ending) } and files > 0
  says "files that end in .{ending} went from {folder} to {to} before, and the number there now is {files}"
`;
