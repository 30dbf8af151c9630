/** A robot that switches lamps: types, constants, negative conditions, equality, costs, and some of ADL. */
export const LAMPS = `
; Lamps in rooms. The switch of a room works from inside it.
(define (domain lamps)
  (:requirements :strips :typing :negative-preconditions :equality :action-costs)
  (:types room lamp - object hall - room)
  (:constants robot - object)
  (:predicates (in ?x - object ?r - room) (lit ?l - lamp) (way ?a ?b - room) (broken ?l - lamp))
  (:functions (total-cost) - number (far ?a ?b - room) - number)
  (:action go
    :parameters (?a ?b - room)
    :precondition (and (in robot?a) (way ?a ?b) (not (= ?a ?b)))
    :effect (and (not (in robot ?a)) (in robot ?b) (increase (total-cost) (far ?a ?b))))
  (:action switch-on
    :parameters (?l - lamp ?r - room)
    :precondition (and (in robot ?r) (in ?l ?r) (not (lit ?l)) (not (broken ?l)))
    :effect (and (lit ?l) (increase (total-cost) 1)))
  (:action switch-off
    :parameters (?l - lamp ?r - room)
    :precondition (and (in robot ?r) (in ?l ?r) (lit ?l))
    :effect (and (not (lit ?l)) (increase (total-cost) 1))))`;

export const TWO_LAMPS = `
(define (problem two) (:domain lamps)
  (:objects hall1 - hall room1 room2 - room lamp1 lamp2 lamp3 - lamp)
  (:init (in robot hall1) (in lamp1 room1) (in lamp2 room2) (in lamp3 room2) (lit lamp2) (broken lamp3)
         (way hall1 room1) (way room1 hall1) (way hall1 room2) (way room2 hall1)
         (= (far hall1 room1) 2) (= (far room1 hall1) 2) (= (far hall1 room2) 4) (= (far room2 hall1) 4) (= (total-cost) 0))
  (:goal (and (lit lamp1) (not (lit lamp2))))
  (:metric minimize (total-cost)))`;
