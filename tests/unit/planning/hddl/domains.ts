/** Parcels by vans, with a left-recursive way to a place as learned domains have it, and one condition of each kind. */
export const TRANSPORT = `
(define (domain transport)
  (:requirements :typing :hierarchy :negative-preconditions :equality)
  (:types place - object van parcel - thing thing)
  (:predicates (road ?a ?b - place) (at ?x - thing ?a - place) (in ?p - parcel ?v - van) (full ?v - van) (broken ?v - van))
  (:functions (total-cost) - number)
  (:task deliver :parameters (?p - parcel ?to - place))
  (:task go :parameters (?v - van ?to - place))
  (:method by-a-van :parameters (?p - parcel ?from ?to - place ?v - van) :task (deliver ?p ?to)
    :precondition (and (at ?p ?from) (not (= ?from ?to)) (not (broken ?v)) (forall (?o - parcel) (imply (in ?o ?v) (= ?o ?p))))
    :ordered-subtasks (and (go ?v ?from) (load ?p ?v ?from) (go ?v ?to) (unload ?p ?v ?to)))
  (:method is-there :parameters (?p - parcel ?to - place) :task (deliver ?p ?to)
    :precondition (at ?p ?to) :ordered-subtasks ())
  (:method stay :parameters (?v - van ?to - place) :task (go ?v ?to) :precondition (at ?v ?to) :ordered-subtasks ())
  (:method by-way-of :parameters (?v - van ?by ?to - place) :task (go ?v ?to)
    :precondition (road ?by ?to) :ordered-subtasks (and (go ?v ?by) (drive ?v ?by ?to)))
  (:action drive :parameters (?v - van ?a ?b - place) :precondition (and (at ?v ?a) (road ?a ?b))
    :effect (and (not (at ?v ?a)) (at ?v ?b) (increase (total-cost) 1)))
  (:action load :parameters (?p - parcel ?v - van ?a - place)
    :precondition (and (at ?p ?a) (at ?v ?a) (not (full ?v)))
    :effect (and (not (at ?p ?a)) (in ?p ?v) (full ?v)))
  (:action unload :parameters (?p - parcel ?v - van ?a - place) :precondition (and (in ?p ?v) (at ?v ?a))
    :effect (and (at ?p ?a) (not (in ?p ?v)) (when (full ?v) (not (full ?v))))))
`;

/** A row of places, so that a way back and forth is long. */
export const transportProblem = (places: number, parcels: number): string => `
(define (problem row) (:domain transport)
  (:objects ${Array.from({ length: places }, (_, i) => `p${i}`).join(' ')} - place v0 v1 - van
            ${Array.from({ length: parcels }, (_, i) => `x${i}`).join(' ')} - parcel)
  (:htn :parameters () :subtasks (and ${Array.from({ length: parcels }, (_, i) => `(t${i} (deliver x${i} p${(i * 2 + 1) % places}))`).join(' ')})
    :ordering (and ${Array.from({ length: parcels - 1 }, (_, i) => `(< t${i} t${i + 1})`).join(' ')}))
  (:init (at v0 p0) (at v1 p${places - 1}) (broken v1) (= (total-cost) 0)
    ${Array.from({ length: places - 1 }, (_, i) => `(road p${i} p${i + 1}) (road p${i + 1} p${i})`).join(' ')}
    ${Array.from({ length: parcels }, (_, i) => `(at x${i} p${(i * 3) % places})`).join(' ')})
  (:goal (and (at x0 p1) (exists (?v - van) (not (full ?v))))))
`;
