/** How Sonny arranges a desk. A window that is open already is taken before a new one is opened. */
export const DESK = `
(define (domain desk)

  (:task task.desk :parameters (?left ?right))
  (:method each-on-its-side
    :parameters (?left ?right ?l ?r)
    :task (task.desk ?left ?right)
    :precondition (and (side left ?l) (side right ?r))
    :ordered-subtasks (and (place ?left ?l) (place ?right ?r)))

  (:task place :parameters (?app ?side))
  (:method take-the-window-that-is-open
    :parameters (?app ?side ?window)
    :task (place ?app ?side)
    :precondition (open-window ?app ?window)
    :ordered-subtasks (and (window.tile ?window ?side)))
  (:method open-a-window
    :parameters (?app ?side ?id ?name ?command ?class)
    :task (place ?app ?side)
    :precondition (and (not (exists (?window) (open-window ?app ?window)))
                       (application ?app ?id ?name ?command ?class))
    :ordered-subtasks (and (app.open ?id ?name ?command ?class) (place-opened ?app ?side)))

  (:task place-opened :parameters (?app ?side))
  (:method the-window-that-opened
    :parameters (?app ?side ?window)
    :task (place-opened ?app ?side)
    :precondition (opened-window ?app ?window)
    :ordered-subtasks (and (window.tile ?window ?side)))
)
`;
