import { describeWait } from "../core/reply/faultText.ts";
import type { ReplyEvent, ReplySink, Waiting } from "../core/reply/reply.ts";

/**
 * Tells what a reply waits for until it is asked for again, each second anew, and undefined when it
 * waits no longer.
 */
export class Countdown implements ReplySink {
  readonly #tell: (sentence: string | undefined) => void;
  /** What was told last. */
  sentence: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (sentence: string | undefined) => void) {
    this.#tell = tell;
  }

  receive(event: ReplyEvent): void {
    this.#stop();
    if (event.type === "waiting") this.#begin(event);
  }

  end(): void {
    this.#stop();
  }

  #begin(waiting: Waiting): void {
    const begun = performance.now();
    const tell = () => {
      const seconds = Math.max(0, waiting.seconds - (performance.now() - begun) / 1000);
      // A timer is a moment late, seldom early.
      this.#say(describeWait({ ...waiting, seconds: Math.round(seconds) }));
    };
    this.#timer = setInterval(tell, 1000);
    tell();
  }

  #stop(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#say(undefined);
  }

  #say(sentence: string | undefined): void {
    this.sentence = sentence;
    this.#tell(sentence);
  }
}
