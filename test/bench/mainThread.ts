import type { CDPSession, Frame, Page } from "playwright-core";

/** What a page has used since it was loaded. */
export interface PageUse {
  /** Its main thread at work, in milliseconds of the thread's own time, not of a clock on the wall. */
  readonly busy: number;
  /** JavaScript's heap after a collection, in bytes. */
  readonly heap: number;
}

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

  async use(): Promise<PageUse> {
    await this.#session.send("HeapProfiler.collectGarbage");
    const { metrics } = await this.#session.send("Performance.getMetrics");
    const named = (name: string) => metrics.find((each) => each.name === name)?.value ?? NaN;
    return { busy: named("TaskDuration") * 1000, heap: named("JSHeapUsedSize") };
  }

  async end(): Promise<void> {
    await this.#session.detach();
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
