/** What a person is told where they are, whatever window is in front. */
export interface Notification {
  readonly title: string;
  readonly say: string;
}

/** Tells a person something outside Sonny's window. Returns at once and never throws: nothing waits for it. */
export interface Notifier {
  notify(notification: Notification): void;
}
