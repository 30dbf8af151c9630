import type { StateEdgeKind } from '../../../shared/protocol/knowledge.ts';
import { EDGE_KIND } from '../../words/knowledge.ts';
import type { Tone } from '../../words/status.ts';

/** The tokens as a canvas needs them: as `rgb(…)`, of the theme that is on. */
export interface Palette {
  readonly tones: Readonly<Record<Tone, string>>;
  readonly ink: string;
  readonly soft: string;
  readonly faded: string;
  readonly raised: string;
  readonly ground: string;
  readonly line: string;
  readonly focus: string;
  readonly font: string;
}

/** The colours as the page has them now, computed beside `element`: a canvas knows no custom properties. */
export function readPalette(element: HTMLElement): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  element.append(probe);
  const colour = (token: string): string => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const palette: Palette = {
    tones: {
      faint: colour('ink-faint'),
      accent: colour('accent'),
      verified: colour('verified'),
      asks: colour('asks'),
      stop: colour('stop'),
    },
    ink: colour('ink'),
    soft: colour('ink-soft'),
    faded: colour('line-color'),
    raised: colour('raised'),
    ground: colour('bg'),
    line: colour('line-strong'),
    focus: colour('focus'),
    font: getComputedStyle(element).fontFamily,
  };
  probe.remove();
  return palette;
}

const parts = (colour: string): readonly number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);

/** `share` of the colour and the rest of the ground: never see-through, so that many edges over each other stay calm. */
export function mixed(colour: string, ground: string, share: number): string {
  const under = parts(ground);
  const channels = parts(colour).map((one, i) => Math.round(one * share + (under[i] ?? 0) * (1 - share)));
  return `rgb(${channels.slice(0, 3).join(', ')})`;
}

/** Quiet, but for those of the selected node. */
export function edgeColour({ tones, line, ground }: Palette, kind: StateEdgeKind, near: boolean): string {
  return mixed(kind === 'derived-from' ? line : tones[EDGE_KIND[kind].tone], ground, near ? 1 : 0.6);
}
