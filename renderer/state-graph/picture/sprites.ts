import type { Form, Look } from '../../words/knowledge.ts';

/** Draws one form around the middle of the context, `r` being its radius: filled, or only its outline. */
function trace(context: OffscreenCanvasRenderingContext2D, form: Form, look: Look, r: number): void {
  context.beginPath();
  const lines = (...points: readonly (readonly [number, number])[]): void => {
    for (const [x, y] of points) context.lineTo(x * r, y * r);
    context.closePath();
  };
  const open = form === 'frame' || form === 'target';
  switch (form) {
    case 'disc':
      context.arc(0, 0, r * (look === 'full' ? 1 : 0.9), 0, 2 * Math.PI);
      break;
    case 'triangle':
      lines([0, -1.05], [1.05, 0.78], [-1.05, 0.78]);
      break;
    case 'diamond':
      lines([0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]);
      break;
    case 'square':
      lines([-0.86, -0.86], [0.86, -0.86], [0.86, 0.86], [-0.86, 0.86]);
      break;
    case 'frame':
      context.rect(-0.78 * r, -0.78 * r, 1.56 * r, 1.56 * r);
      break;
    case 'target':
      context.arc(0, 0, r * 0.85, 0, 2 * Math.PI);
      break;
    case 'cross':
      lines(
        ...([
          [-0.3, -1],
          [0.3, -1],
          [0.3, -0.3],
          [1, -0.3],
          [1, 0.3],
          [0.3, 0.3],
          [0.3, 1],
          [-0.3, 1],
          [-0.3, 0.3],
          [-1, 0.3],
          [-1, -0.3],
          [-0.3, -0.3],
        ] as const),
      );
      break;
  }
  context.lineWidth = r * 0.34;
  if (look === 'dashed') context.setLineDash([r * 0.6, r * 0.4]);
  if (look === 'full' && !open) context.fill();
  else context.stroke();
  context.setLineDash([]);
  context.beginPath();
  if (form === 'target') {
    context.arc(0, 0, r * 0.34, 0, 2 * Math.PI);
    context.fill();
  }
  if (look === 'crossed') {
    context.beginPath();
    context.moveTo(-r, r);
    context.lineTo(r, -r);
    context.stroke();
  }
}

/** Every form in every colour and size, drawn once: copying ten thousand small pictures is quicker than tracing them. */
export class Sprites {
  readonly #made = new Map<string, OffscreenCanvas>();

  /** A square picture of the form, in device pixels, to be put with its middle on the node. */
  of(form: Form, look: Look, colour: string, radius: number): OffscreenCanvas {
    const key = `${form} ${look} ${colour} ${radius}`;
    const known = this.#made.get(key);
    if (known) return known;
    const side = Math.ceil(radius * 2.5) + 2;
    const sprite = new OffscreenCanvas(side, side);
    const context = sprite.getContext('2d');
    if (context) {
      context.translate(side / 2, side / 2);
      context.fillStyle = colour;
      context.strokeStyle = colour;
      trace(context, form, look, radius);
    }
    this.#made.set(key, sprite);
    return sprite;
  }
}
