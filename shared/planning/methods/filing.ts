/** How Sonny files, tidies and backs up. Edit as text: conditions are looked at where a way begins, in the order written. */
export const FILING = `
(define (domain filing)

  (:task task.back-up :parameters (?what ?to))
  ; Photos-2026-11-27.zip in the folder for backups.
  (:method pack-it-into-an-archive-named-by-date
    :parameters (?what ?to ?name ?date ?file ?archive ?only)
    :task (task.back-up ?what ?to)
    :precondition (and (named ?what ?name) (today ?date) (text ?file ?name - ?date .zip)
                       (inside ?to ?file ?archive) (free ?archive) (only ?what ?only))
    :ordered-subtasks (and (files.zip ?only ?archive)))
  ; The second of a day is named by the time as well.
  (:method pack-it-into-an-archive-named-by-date-and-time
    :parameters (?what ?to ?name ?date ?time ?file ?archive ?only ?first ?taken)
    :task (task.back-up ?what ?to)
    :precondition (and (named ?what ?name) (today ?date) (time ?time)
                       (text ?first ?name - ?date .zip) (inside ?to ?first ?taken) (not (free ?taken))
                       (text ?file ?name - ?date - ?time .zip)
                       (inside ?to ?file ?archive) (free ?archive) (only ?what ?only))
    :ordered-subtasks (and (files.zip ?only ?archive)))

  (:task task.tidy :parameters (?folder))
  (:task sort-kinds :parameters (?folder ?kinds))
  (:method put-each-kind-of-file-into-a-folder-of-its-own
    :parameters (?folder ?kinds)
    :task (task.tidy ?folder)
    :precondition (kinds-in ?folder ?kinds)
    :ordered-subtasks (and (sort-kinds ?folder ?kinds)))
  (:method one-kind-then-the-others
    :parameters (?folder ?kinds ?kind ?others ?files ?place)
    :task (sort-kinds ?folder ?kinds)
    :precondition (and (first ?kinds ?kind ?others) (of-kind ?folder ?kind ?files) (inside ?folder ?kind ?place))
    :subtasks (and (files.move ?files ?place) (sort-kinds ?folder ?others)))
  (:method no-kind-is-left
    :parameters (?folder ?kinds)
    :task (sort-kinds ?folder ?kinds)
    :precondition (empty ?kinds)
    :subtasks ())

  (:task task.file-away :parameters (?files ?to))
  ; Kept by month: last month's folder tells how they are named.
  (:method into-this-month-s-folder-because-there-is-one-for-last-month
    :parameters (?files ?to ?form ?last ?old ?this ?place)
    :task (task.file-away ?files ?to)
    :precondition (and (month-form ?form) (last-month ?form ?last) (inside ?to ?last ?old) (folder ?old)
                       (this-month ?form ?this) (inside ?to ?this ?place))
    :ordered-subtasks (and (files.move ?files ?place)))
  (:method into-this-month-s-folder-because-the-folder-is-kept-by-month
    :parameters (?files ?to ?form ?this ?place)
    :task (task.file-away ?files ?to)
    :precondition (and (by-month ?to)
                       (not (exists (?before ?last ?old)
                         (and (month-form ?before) (last-month ?before ?last) (inside ?to ?last ?old) (folder ?old))))
                       (month-form ?form) (this-month ?form ?this) (inside ?to ?this ?place))
    :ordered-subtasks (and (files.move ?files ?place)))
  (:method straight-into-the-folder
    :parameters (?files ?to)
    :task (task.file-away ?files ?to)
    :precondition (and (not (by-month ?to)) (not (exists (?form ?last ?old)
      (and (month-form ?form) (last-month ?form ?last) (inside ?to ?last ?old) (folder ?old)))))
    :ordered-subtasks (and (files.move ?files ?to)))

  (:task task.collect :parameters (?files ?path))
  (:method write-their-texts-into-one-file
    :parameters (?files ?path)
    :task (task.collect ?files ?path)
    :ordered-subtasks (and (files.join ?files ?path)))

  (:task task.unpack :parameters (?archives))
  (:method unpack-one-then-the-others
    :parameters (?archives ?archive ?others ?place)
    :task (task.unpack ?archives)
    :precondition (and (first ?archives ?archive ?others) (without-ending ?archive ?place) (free ?place))
    :subtasks (and (files.unzip ?archive ?place) (task.unpack ?others)))
  (:method skip-one-that-is-unpacked-already
    :parameters (?archives ?archive ?others ?place)
    :task (task.unpack ?archives)
    :precondition (and (first ?archives ?archive ?others) (without-ending ?archive ?place) (not (free ?place)))
    :subtasks (and (task.unpack ?others)))
  (:method no-archive-is-left
    :parameters (?archives)
    :task (task.unpack ?archives)
    :precondition (empty ?archives)
    :subtasks ())

  (:task task.start-project :parameters (?folder))
  (:method a-folder-with-notes-sources-and-a-page-to-begin-with
    :parameters (?folder ?name ?notes ?sources ?readme ?title)
    :task (task.start-project ?folder)
    :precondition (and (free ?folder) (named ?folder ?name) (in-folder ?folder notes ?notes)
                       (in-folder ?folder sources ?sources) (in-folder ?folder readme.md ?readme)
                       (heading ?name ?title))
    :ordered-subtasks (and (files.create-folder ?folder) (fill-project ?notes ?sources ?readme ?title)))
  (:task fill-project :parameters (?notes ?sources ?readme ?title))
  (:method side-by-side
    :parameters (?notes ?sources ?readme ?title)
    :task (fill-project ?notes ?sources ?readme ?title)
    :subtasks (and (files.create-folder ?notes) (files.create-folder ?sources) (files.write ?readme ?title)))
)
`;
