import type { Frame } from "playwright-core";

/** What a panel notes of itself while a reply comes, in milliseconds since 1970. */
export interface ReplyMoments {
  /** The last press of Enter. */
  enter?: number;
  /** The last click at Stop. */
  stop?: number;
  /** The first text of the reply was in the document; it is painted with the frame under way. */
  firstText?: number;
  /** The text's end was. */
  lastText?: number;
  /** Between one frame and the next, in milliseconds; only where frames are watched. */
  readonly frames: number[];
  /** Those of 50 ms or more, in milliseconds; only where frames are watched. */
  readonly longTasks: number[];
}

declare global {
  // What {@link watchReply} puts into the panel.
  var replyMoments: ReplyMoments;
  var endReplyWatch: () => void;
}

/**
 * Watches a panel without a reply for the one to come.
 *
 * @param end what the text's last paragraph holds, and no other.
 * @param watchesFrames counts frames, too: that has the page make one after the other.
 */
export function watchReply(frame: Frame, end: string, watchesFrames = false): Promise<void> {
  return frame.evaluate(watch, { end, watchesFrames });
}

/** Resolves when all of the text is in the document, with what was noted. */
export async function whenTextEnds(frame: Frame): Promise<ReplyMoments> {
  const hasEnded = () => globalThis.replyMoments.lastText !== undefined;
  await frame.waitForFunction(hasEnded, undefined, { polling: 250, timeout: 300_000 });
  return momentsOf(frame);
}

/** Resolves when some of the text is in the document. */
export async function whenTextBegins(frame: Frame): Promise<void> {
  const hasBegun = () => globalThis.replyMoments.firstText !== undefined;
  await frame.waitForFunction(hasBegun, undefined, { polling: 50, timeout: 60_000 });
}

/** What has been noted so far. */
export function momentsOf(frame: Frame): Promise<ReplyMoments> {
  return frame.evaluate(() => globalThis.replyMoments);
}

/** Forgets what was noted of frames so far. */
export function forgetFrames(frame: Frame): Promise<void> {
  return frame.evaluate(() => {
    globalThis.replyMoments.frames.length = 0;
    globalThis.replyMoments.longTasks.length = 0;
  });
}

/** No watch is left; what was noted stays. */
export function endWatch(frame: Frame): Promise<void> {
  return frame.evaluate(() => globalThis.endReplyWatch());
}

/** Runs in the panel. */
function watch({ end, watchesFrames }: { end: string; watchesFrames: boolean }): void {
  const moments: ReplyMoments = { frames: [], longTasks: [] };
  globalThis.replyMoments = moments;
  const over = new AbortController();
  const { signal } = over;
  const since1970 = (time: number) => performance.timeOrigin + time;

  const listening = { capture: true, signal };
  const keydown = ({ key, timeStamp }: KeyboardEvent) => {
    if (key === "Enter") moments.enter = since1970(timeStamp);
  };
  const click = ({ target, timeStamp }: MouseEvent) => {
    const button = target instanceof Element ? target.closest("[title^=Stop]") : null;
    if (button !== null) moments.stop = since1970(timeStamp);
  };
  window.addEventListener("keydown", keydown, listening);
  window.addEventListener("click", click, listening);

  const replies = document.getElementsByTagName("reply-text");
  // The whole text is never asked for: that would cost more with each word.
  const observer = new MutationObserver(() => {
    const reply = replies[0];
    const first = reply?.firstElementChild ?? null;
    if (reply === undefined || first === null) return;
    const now = since1970(performance.now());
    if (first.textContent !== "") moments.firstText ??= now;
    if (!(reply.lastElementChild?.textContent ?? "").includes(end)) return;
    moments.lastText ??= now;
    observer.disconnect();
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  signal.addEventListener("abort", () => observer.disconnect());

  if (watchesFrames) {
    let before: number | undefined;
    const frame = (now: number) => {
      if (signal.aborted) return;
      if (before !== undefined) moments.frames.push(now - before);
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    const tasks = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) moments.longTasks.push(duration);
    });
    tasks.observe({ type: "longtask" });
    signal.addEventListener("abort", () => tasks.disconnect());
  }
  globalThis.endReplyWatch = () => over.abort();
}
