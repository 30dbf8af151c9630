import type { Form } from '../../words/knowledge.ts';

/** Draws one form around the middle of the context, `r` being its radius. */
function trace(context: OffscreenCanvasRenderingContext2D, form: Form, r: number): void {
  context.beginPath();
  const lines = (...points: readonly (readonly [number, number])[]): void => {
    for (const [x, y] of points) context.lineTo(x * r, y * r);
    context.closePath();
    context.fill();
  };
  switch (form) {
    case 'disc':
      context.arc(0, 0, r, 0, 2 * Math.PI);
      context.fill();
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
      context.lineWidth = r * 0.34;
      context.strokeRect(-0.78 * r, -0.78 * r, 1.56 * r, 1.56 * r);
      break;
    case 'target':
      context.lineWidth = r * 0.34;
      context.arc(0, 0, r * 0.85, 0, 2 * Math.PI);
      context.stroke();
      context.beginPath();
      context.arc(0, 0, r * 0.34, 0, 2 * Math.PI);
      context.fill();
      break;
    case 'cross':
      context.fillRect(-0.3 * r, -r, 0.6 * r, 2 * r);
      context.fillRect(-r, -0.3 * r, 2 * r, 0.6 * r);
      break;
  }
}

/** Every form in every colour and size, drawn once: copying ten thousand small pictures is quicker than tracing them. */
export class Sprites {
  readonly #made = new Map<string, OffscreenCanvas>();

  /** A square picture of the form, in device pixels, to be put with its middle on the node. */
  of(form: Form, colour: string, radius: number): OffscreenCanvas {
    const key = `${form} ${colour} ${radius}`;
    const known = this.#made.get(key);
    if (known) return known;
    const side = Math.ceil(radius * 2.5) + 2;
    const sprite = new OffscreenCanvas(side, side);
    const context = sprite.getContext('2d');
    if (context) {
      context.translate(side / 2, side / 2);
      context.fillStyle = colour;
      context.strokeStyle = colour;
      trace(context, form, radius);
    }
    this.#made.set(key, sprite);
    return sprite;
  }
}
