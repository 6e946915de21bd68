import { mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Stands in for `@vscode/spdlog`, through which VS Code writes its log files and those of every
 * `LogOutputChannel`: that is a native module, and the code-server of the tests is fetched without
 * compiling anything. Without it there would be no log to show and none to search.
 */
const names = ["trace", "debug", "info", "warning", "error", "critical", "off"] as const;

class Logger {
  readonly #file: number;
  #level = names.indexOf("info");
  #isPlain = false;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, "a");
  }

  trace = (message: string) => this.#write(0, message);
  debug = (message: string) => this.#write(1, message);
  info = (message: string) => this.#write(2, message);
  warn = (message: string) => this.#write(3, message);
  error = (message: string) => this.#write(4, message);
  critical = (message: string) => this.#write(5, message);
  getLevel = () => this.#level;
  setLevel = (level: number) => {
    this.#level = level;
  };
  /** Only one is ever asked for: time, level, message. */
  setPattern = () => undefined;
  /** From here on messages stand for themselves, without line ends of ours. */
  clearFormatters = () => {
    this.#isPlain = true;
  };
  /** Nothing is held back. */
  flush = () => undefined;
  /** Of a few bytes, and gone with the process. */
  drop = () => undefined;

  #write(level: number, message: string): void {
    if (level < this.#level) return;
    const time = new Date().toISOString().replace("T", " ").replace("Z", "");
    const line = `${time} [${names[level] ?? ""}] ${message}\n`;
    writeSync(this.#file, this.#isPlain ? message : line);
  }
}

export const version = 0;

export function setLevel(): void {
  // Every logger has its own.
}

export function setFlushOn(): void {
  // Every line is written at once.
}

export function createRotatingLogger(_name: string, path: string): Promise<Logger> {
  return Promise.resolve(new Logger(path));
}

export function createAsyncRotatingLogger(name: string, path: string): Promise<Logger> {
  return createRotatingLogger(name, path);
}
