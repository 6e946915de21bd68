import * as vscode from "vscode";
import { StreamedAnswer } from "../../core/editor/streamedAnswer.ts";
import type { OwnEdit } from "../../core/editor/streamedPlace.ts";
import type { Outcome, ReplyEvent, ReplySink } from "../../core/reply/reply.ts";
import { Countdown } from "../countdown.ts";
import type { DocumentWriter, Written } from "./documentWriter.ts";
import { warnOfLostCharacters } from "./encodingLoss.ts";
import type { InsertionOptions } from "./insertionOptions.ts";
import { activityText, refusalText, tellHiddenReply, writingProblem } from "./insertionTexts.ts";
import { InsertionMarks } from "./insertionMarks.ts";
import { confirmOverwrite, offerCopy } from "./replyPlacement.ts";
import { offerWhatArrived } from "./unfinishedReply.ts";

/** Shortest time between two edits, in milliseconds. */
const pace = 34;
/** How long a finished insertion can be taken back by its CodeLens, in milliseconds. */
const graceTime = 600_000;

/**
 * One reply on its way into a document. Thinking never gets there: as long as the text may turn out
 * to be thinking, it is held back. A reply that does not come to its end is taken back.
 */
export class StreamedInsertion implements ReplySink, vscode.Disposable {
  readonly id = crypto.randomUUID();
  readonly #writer: DocumentWriter;
  readonly #options: InsertionOptions;
  readonly #answer: StreamedAnswer;
  readonly #marks: InsertionMarks;
  readonly #countdown = new Countdown(() => this.#changed.fire(undefined));
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #subscriptions: vscode.Disposable;
  #state: "receiving" | "offered" | "placed" | "ended" = "receiving";
  /** What of the answer stands in the document, with `\n` for line ends. */
  #shown = "";
  /** What was replaced, for putting it back. */
  #replaced = "";
  /** Why nothing is written any more, though the reply goes on. */
  #problem: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  /** Fires when its CodeLens says something else. */
  readonly onDidChange = this.#changed.event;

  /** @param writer is owned from now on. */
  constructor(writer: DocumentWriter, options: InsertionOptions) {
    this.#writer = writer;
    this.#options = options;
    this.#answer = new StreamedAnswer(options.endpoint.thinking);
    this.#marks = new InsertionMarks(writer.uri);
    this.#subscriptions = vscode.Disposable.from(
      ...[writer, this.#marks, this.#changed],
      writer.onDidChange((who) => this.#documentChanged(who)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#mark()),
    );
    this.#mark();
  }

  get uri(): vscode.Uri {
    return this.#writer.uri;
  }

  get hasEnded(): boolean {
    return this.#state === "ended";
  }

  /** Whether it is whole, and can be kept or taken back. */
  get isPlaced(): boolean {
    return this.#state === "placed";
  }

  /** Line of the document, from 0, above which it tells of itself; none while a person is asked. */
  get line(): number | undefined {
    const { original, parts, head, document } = this.#writer;
    if (this.#state === "offered") return undefined;
    const at = original?.start ?? parts[0]?.start ?? head;
    return at === undefined ? undefined : document.positionAt(at).line;
  }

  /** Whether it waits until it is asked for again. */
  get isWaiting(): boolean {
    return this.#countdown.sentence !== undefined;
  }

  /** What it is doing, for people. */
  get progress(): string {
    const { label } = this.#options.endpoint;
    return `${label} · ${this.#countdown.sentence ?? activityText(this.#answer)}`;
  }

  stop(): void {
    this.#options.request.stop();
  }

  askNow(): void {
    this.#options.request.askNow();
  }

  receive(event: ReplyEvent): void {
    this.#answer.receive(event);
    this.#countdown.receive(event);
    if (this.#state === "receiving") this.#schedule();
  }

  async end(outcome: Outcome): Promise<void> {
    this.#answer.end(outcome);
    this.#countdown.end();
    clearTimeout(this.#timer);
    await this.#writing;
    if (this.#state === "ended") return;
    if (this.#answer.isComplete) await this.#finish();
    else await this.#giveUp(outcome);
  }

  /** It stays as it is. */
  keep(): void {
    if (this.#state === "placed") this.dispose();
  }

  /** What was put there goes, and what was replaced comes back. Only what is ours is deleted. */
  async takeBack(): Promise<void> {
    if (this.#state !== "placed") return;
    this.#state = "ended";
    const written = await this.#writeLast({ text: this.#replaced, takesBack: true });
    if (written === "done" && this.#options.original !== undefined) this.#tellPlace();
    this.dispose();
  }

  /** Called in mid-stream only where the window ends: what stands in the document stays told of. */
  dispose(): void {
    this.#state = "ended";
    clearTimeout(this.#timer);
    this.#countdown.end();
    this.#changed.fire(undefined);
    this.#subscriptions.dispose();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => this.#tick(), pace);
  }

  #tick(): void {
    this.#timer = undefined;
    if (this.#state !== "receiving") return;
    if (this.#writing !== undefined) {
      this.#schedule();
      return;
    }
    this.#writing = this.#flush().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Writes what has come since the last time; what comes meanwhile has its own turn. */
  async #flush(): Promise<void> {
    this.#changed.fire(undefined);
    if (this.#problem !== undefined) return;
    const text = this.#answer.soFar(this.#languageId);
    if (text === this.#shown) return;
    const written = await this.#writer.write(this.#editTo(text), false);
    this.#settle(written, text);
    if (written === "raced" && this.#state === "receiving") this.#schedule();
  }

  get #languageId(): string {
    return this.#writer.document.languageId;
  }

  #editTo(text: string): OwnEdit {
    return text.startsWith(this.#shown)
      ? { text: text.slice(this.#shown.length) }
      : { text, takesBack: true };
  }

  /** Nobody types for ever. */
  async #writeLast(edit: OwnEdit): Promise<Written> {
    for (;;) {
      const written = await this.#writer.write(edit, true);
      if (written !== "raced") return written;
    }
  }

  #settle(written: Written, text: string): void {
    if (written === "done") {
      if (this.#shown === "") this.#options.unfinished.begin(this.id, this.uri);
      this.#shown = text;
    }
    this.#problem = writingProblem(written) ?? this.#problem;
    this.#mark();
  }

  async #finish(): Promise<void> {
    const text = this.#answer.whole(this.#languageId);
    for (let isConfirmed = false; this.#problem === undefined; isConfirmed = false) {
      const { original } = this.#writer;
      const standing = original && this.#writer.textOf(original);
      if (standing !== undefined && standing !== this.#options.original) {
        const choice = await confirmOverwrite(this.#writer.document);
        if (choice === "copy") await vscode.env.clipboard.writeText(this.#answer.text);
        if (choice !== "replace") return this.#withdraw();
        isConfirmed = true;
      }
      // Nothing of the person's goes that they have not been asked about.
      const now = this.#writer.original;
      if (isConfirmed && now && this.#writer.textOf(now) !== standing) continue;
      const edit = { ...this.#editTo(text), ...(now && { deletesOriginal: true as const }) };
      const written = await this.#writer.write(edit, true);
      if (written === "raced") continue;
      this.#settle(written, text);
      if (written !== "done") continue;
      this.#replaced = standing?.replace(/\r\n/gu, "\n") ?? "";
      this.#placed();
      return;
    }
    this.#options.unfinished.end(this.id);
    this.dispose();
    void offerCopy(this.#answer.text, this.#problem);
  }

  #placed(): void {
    this.#options.unfinished.end(this.id);
    this.#state = "placed";
    this.#tellPlace();
    this.#timer = setTimeout(() => this.dispose(), graceTime);
    this.#mark();
    this.#changed.fire(undefined);
    void warnOfLostCharacters(this.#writer.document, this.#shown);
    tellHiddenReply(this.#shown, this.uri);
  }

  #tellPlace(): void {
    const { parts } = this.#writer;
    const [first, last] = [parts[0], parts.at(-1)];
    if (first && last) this.#options.onPlaced?.(first.start, last.end);
  }

  async #withdraw(): Promise<void> {
    await this.#writeLast({ text: "", takesBack: true });
    this.#options.unfinished.end(this.id);
    this.dispose();
  }

  async #giveUp(outcome: Outcome): Promise<void> {
    const isKept = outcome.status === "stopped" && this.#options.keepsStopped === true;
    if (isKept && this.#shown !== "") {
      this.#placed();
      return;
    }
    const written = await this.#writeLast({ text: "", takesBack: true });
    this.#options.unfinished.end(this.id);
    this.#shown = "";
    this.#state = "offered";
    this.#mark();
    this.#changed.fire(undefined);
    // The panel says what went wrong; here is only what that means for the document.
    if (written !== "done" || this.#answer.text.trim() === "") this.dispose();
    else void this.#offer(outcome);
  }

  async #offer(outcome: Outcome): Promise<void> {
    const { text, finish } = this.#answer;
    if (!(await offerWhatArrived(text, this.uri, outcome, finish))) {
      this.dispose();
      return;
    }
    const whole = this.#answer.whole(this.#languageId);
    // What it should have replaced stays, on a line of its own.
    const apart = this.#writer.original === undefined ? whole : `\n${whole}`;
    const written = await this.#writeLast({ text: apart });
    this.#settle(written, apart);
    if (written === "done") {
      this.#placed();
      return;
    }
    this.dispose();
    void offerCopy(text, this.#problem ?? refusalText());
  }

  #documentChanged(who: "ours" | "others"): void {
    const isChanged = this.#state === "placed" && who === "others" && !this.#standsAsPlaced;
    if (isChanged) this.dispose();
    else this.#mark();
  }

  /** Whether all that was put there is there, in one piece. */
  get #standsAsPlaced(): boolean {
    const [part, second] = this.#writer.parts;
    if (part === undefined || second !== undefined) return false;
    return this.#writer.textOf(part).replace(/\r\n/gu, "\n") === this.#shown;
  }

  #mark(): void {
    if (this.#state === "ended") return;
    const { parts, head, original } = this.#writer;
    this.#marks.show({
      parts,
      ...(head !== undefined && this.#state === "receiving" ? { head } : {}),
      ...(original && this.#state === "receiving" ? { original } : {}),
    });
  }
}
