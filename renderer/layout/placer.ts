/** A graph as numbers: who rests on whom, and what stands already. */
export interface PlacingQuestion {
  readonly id: number;
  readonly count: number;
  /** Two numbers an edge, counted from 0: what rests, and what it rests on. */
  readonly edges: Uint32Array<ArrayBuffer>;
  /** Where nodes stand that shall not move, two numbers a node, NaN for those without a place; null: all are placed anew. */
  readonly known: Float32Array<ArrayBuffer> | null;
  /** Only in columns, by what rests on what. */
  readonly columns: boolean;
}
/** Two numbers a node. */
export interface PlacingAnswer {
  readonly id: number;
  readonly spots: Float32Array<ArrayBuffer>;
}

/** Has graphs placed by a worker, which begins with the placer and ends when it is closed. */
export class Placer {
  readonly #worker = new Worker(new URL('layout.worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, (spots: Float32Array) => void>();
  #asked = 0;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<PlacingAnswer>) => {
      this.#waiting.get(data.id)?.(data.spots);
      this.#waiting.delete(data.id);
    });
  }

  place(graph: Omit<PlacingQuestion, 'id'>): Promise<Float32Array> {
    const question: PlacingQuestion = { id: ++this.#asked, ...graph };
    return new Promise((resolve) => {
      this.#waiting.set(question.id, resolve);
      this.#worker.postMessage(question);
    });
  }

  close(): void {
    this.#worker.terminate();
  }
}
