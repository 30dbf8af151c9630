/** How a text is replaced in files: in those that have it. */
export const EDITING = `
(define (domain editing)

  (:task task.replace-text :parameters (?files ?find ?with))
  (:task replace-in-each :parameters (?files ?find ?with))
  (:method in-the-files-that-have-it
    :parameters (?files ?find ?with ?having)
    :task (task.replace-text ?files ?find ?with)
    :precondition (having-text ?files ?find ?with ?having)
    :ordered-subtasks (and (replace-in-each ?having ?find ?with)))
  (:method in-one-then-in-the-others
    :parameters (?files ?find ?with ?file ?others)
    :task (replace-in-each ?files ?find ?with)
    :precondition (first ?files ?file ?others)
    :subtasks (and (files.replace-text ?file ?find ?with) (replace-in-each ?others ?find ?with)))
  (:method none-is-left
    :parameters (?files ?find ?with)
    :task (replace-in-each ?files ?find ?with)
    :precondition (empty ?files)
    :subtasks ())
)
`;
