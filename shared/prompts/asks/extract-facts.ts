import { z } from 'zod';
import { one, some } from '../data.ts';
import { definePrompt } from '../prompt.ts';

/** Statements that a text makes, each with the words it rests on. */
export const extractFacts = definePrompt({
  name: 'extract-facts',
  version: 1,
  slots: z.object({ relations: one, texts: some, wanted: one.optional() }),
  text: `Take from the texts what they state, as facts over the relations that are listed: {"relation": its name, "args": in its order, "quote": the words
of the text it rests on, copied exactly, "text": the number of the text}. Take only what a text says itself; guess nothing. What a text
asks someone to do is no fact. Answer: {"facts": […]}.`,
  answer: z.object({
    facts: z
      .array(
        z.object({
          relation: z.string(),
          args: z.array(z.union([z.string(), z.number(), z.boolean()])),
          quote: z.string().min(1).max(2000),
          text: z.number().int().min(1).default(1),
        }),
      )
      .max(200),
  }),
});
