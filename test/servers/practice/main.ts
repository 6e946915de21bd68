import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readOptions, usage, type PracticeOptions } from "./options.ts";
import { Router } from "./router.ts";

/** Serves on the loopback interface until told to end. */
function serve(options: PracticeOptions): void {
  const router = new Router(options);
  const server = createServer((request, response) => void router.handle(request, response));
  server.on("error", (error) => fail(error.message, 1));
  server.listen(options.port, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo;
    console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
  });

  const end = (): void => {
    server.close();
    server.closeAllConnections();
    process.stdin.destroy();
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  if (options.exitWithParent) process.stdin.resume().once("close", end);
}

function start(args: readonly string[]): void {
  let options: PracticeOptions | "help";
  try {
    options = readOptions(args);
  } catch (error) {
    fail(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, 2);
    return;
  }
  if (options === "help") console.log(usage);
  else serve(options);
}

function fail(message: string, exitCode: number): void {
  console.error(message);
  process.exitCode = exitCode;
}

start(process.argv.slice(2));
