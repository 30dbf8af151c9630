/** What can be done, for who asks for something that is like nothing of it. */
export const KINDS =
  'I can work with files and folders, notes, windows and applications, the text in them, the clipboard, web pages and calculations.';
