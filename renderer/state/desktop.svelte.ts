import type { ScreenFrame } from '../../shared/protocol/views.ts';

/** The last picture of the virtual desktop; null where the host has none to show. */
export class Desktop {
  frame = $state.raw<ScreenFrame | null>(null);

  readonly url = $derived(this.frame && `data:${this.frame.mime};base64,${this.frame.data}`);
}
