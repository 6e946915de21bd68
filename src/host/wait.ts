/** Resolves after some milliseconds, or at once where `signal` is aborted. */
export function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  const waited = Promise.withResolvers<undefined>();
  const end = () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
    waited.resolve(undefined);
  };
  const timer = setTimeout(end, milliseconds);
  signal.addEventListener("abort", end);
  return waited.promise;
}
