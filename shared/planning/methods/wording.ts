/** Other ways to do what a single skill does, for when that one has failed. The safest is written first. */
export const WORDING = `
(define (domain wording)

  ; What typing did not get right, pasting mostly does.
  (:task text.write :parameters (?window ?text))
  (:method paste-it-instead-of-typing
    :parameters (?window ?text)
    :task (text.write ?window ?text)
    :ordered-subtasks (and (clipboard.write ?text) (text.paste ?window ?text)))

  ; Where files can be read and not be taken away at once, as from another disk.
  (:task files.move :parameters (?files ?to))
  (:method copy-them-then-put-the-originals-into-the-trash
    :parameters (?files ?to)
    :task (files.move ?files ?to)
    :ordered-subtasks (and (files.copy ?files ?to) (files.trash ?files)))
)
`;
