import type { CDPSession, Frame, Page } from "playwright-core";

/**
 * The main thread that a frame runs on. VS Code in a browser puts its webviews into frames of its
 * own origin, so that is the thread of the whole window, and what VS Code itself does counts along.
 */
export class MainThread {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(frame: Frame): Promise<MainThread> {
    const session = await sessionOf(frame);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    return new MainThread(session);
  }

  /** At work since the page was loaded, in milliseconds of the thread's own time, not of a clock's. */
  async busy(): Promise<number> {
    return (await this.#metric("TaskDuration")) * 1000;
  }

  /** JavaScript's heap after a collection, in bytes. Collecting is work for the thread. */
  async heap(): Promise<number> {
    await this.#session.send("HeapProfiler.collectGarbage");
    return this.#metric("JSHeapUsedSize");
  }

  async end(): Promise<void> {
    await this.#session.detach();
  }

  async #metric(wanted: string): Promise<number> {
    const { metrics } = await this.#session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === wanted)?.value ?? NaN;
  }
}

/** Of the frame's own process where it has one, else of the process that it shares. */
async function sessionOf(frame: Frame): Promise<CDPSession> {
  const context = frame.page().context();
  for (let inner: Frame | null = frame; inner !== null; inner = inner.parentFrame()) {
    const target: Frame | Page = inner.parentFrame() === null ? inner.page() : inner;
    const session = await context.newCDPSession(target).catch(() => undefined);
    if (session !== undefined) return session;
  }
  throw new Error("The browser lets nobody look into this frame.");
}
