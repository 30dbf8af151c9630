import { arrive } from './arrive.ts';
import { place } from './place.ts';
import type { PlacingAnswer, PlacingQuestion } from './placer.ts';

self.addEventListener('message', ({ data }: MessageEvent<PlacingQuestion>) => {
  const { id, count, edges, known, columns } = data;
  const spots = known ? arrive(count, edges, known) : place(count, edges, columns);
  const answer: PlacingAnswer = { id, spots };
  self.postMessage(answer, { transfer: [spots.buffer] });
});
