import { LIMIT_FORMS } from '../limits.ts';

/** How a proposal is made, for every prompt that asks for one. */
export const HOW_TO_PROPOSE = `Answer with "kind": "plan" and "parts" in the order in which they are done. Each part is one skill or task of the list with its arguments, and "words":
the words of the goal that ask for it, copied exactly. Propose only what the goal asks for. Sonny puts in by itself what a part needs first, such
as opening an application or creating a folder.
Paths, addresses, recipients, commands and amounts come from the goal's own words. Where the goal leaves them to what is read, propose the parts that
read it, and last plan.rest with "task": what is left to do then. You are asked for that part once it is read. Where neither says it, use "ask".
Whatever the goal wants kept to, such as "but never …", "without …" or "at most …", goes into "keep": the goal's words, copied exactly, and the
limit in one of these forms: ${LIMIT_FORMS.map((form) => `"${form}"`).join(', ')}.
Where such words only say which things are meant, as in "files without an ending", the limit is "none".
"kind": "ask" where only the person can say which of several things is meant: one question and two to five answers that work.
"kind": "cannot" where nothing in the list does it, with "why". "danger" is what you think of the plan; it decides nothing.`;
