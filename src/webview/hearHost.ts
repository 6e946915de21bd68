/**
 * Hears what the host says. VS Code hands it on within the page's own origin; what comes from
 * elsewhere, or is none of the host's messages, is dropped.
 */
export function hearHost<Message>(
  isMessage: (value: unknown) => value is Message,
  receive: (message: Message) => void,
): void {
  window.addEventListener("message", ({ origin, data }: MessageEvent<unknown>) => {
    if (origin === window.origin && isMessage(data)) receive(data);
  });
}
