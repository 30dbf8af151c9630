/**
 * One end of a two-way pipe for texts, each a JSON message. What was sent arrives whole, once and in order until the
 * pipe closes. What was sent before `close` still arrives at the other end; what is on its way to the closing end, or
 * when the pipe breaks, is lost, so `rpc-*` resumes. Handlers must be set in the same turn
 * in which the transport was received.
 */
export interface Transport {
  /** Never throws; does nothing once closed. */
  send(text: string): void;
  onMessage(handler: (text: string) => void): void;
  /** Called once, whichever side closed or broke. */
  onClose(handler: () => void): void;
  /** Closes both ends. Safe to call again. */
  close(): void;
  /** Bytes that were sent but have not left yet; 0 where the platform does not say. */
  backlog(): number;
}
