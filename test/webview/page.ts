import type { Browser, Page } from "playwright-core";
import type { HostMessage } from "../../src/protocol/hostMessage.ts";
import type { PageMessage } from "../../src/protocol/pageMessage.ts";
import { launchBrowser } from "../workbench/chromium.ts";
import { startPageServer, type PageName, type PageServer, type PageTheme } from "./pageServer.ts";

export interface PageOptions {
  /** In CSS pixels; 400 and 800 by default. */
  readonly width?: number;
  readonly height?: number;
  readonly theme?: PageTheme;
  /** VS Code's display language, such as “zh-cn”; English by default. */
  readonly language?: string;
}

interface Typed {
  readonly type: string;
}

/** A page in a Chromium of its own profile, without VS Code; without types, the panel's. */
export interface PageHarness<Sent extends Typed = HostMessage, Posted extends Typed = PageMessage> {
  readonly page: Page;
  /** Says something as the host; resolves when the page has drawn what it made of it. */
  send(message: Sent): Promise<void>;
  /** What the page has said since it was loaded, oldest first. */
  posted(): Promise<Posted[]>;
  /** The first message that fits, said already or yet to come. */
  waitForPosted(predicate: (message: Posted) => boolean): Promise<Posted>;
  /** What the page's policy has refused since it was loaded. */
  cspViolations(): Promise<string[]>;
  /** Addresses that were asked for, also by what the policy let through: all of them our own. */
  readonly requests: readonly string[];
  /** Errors that nothing caught. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

declare global {
  // What `pageServer.ts` puts into the page.
  var postedMessages: PageMessage[];
  var policyViolations: string[];
}

/** Opens the panel's page and resolves when it has said "ready" and has drawn itself. */
export function openPage(options: PageOptions = {}): Promise<PageHarness> {
  return openNamed("main", options);
}

/** Opens a page and resolves when it has said "ready". */
export async function openNamed<Sent extends Typed, Posted extends Typed>(
  name: PageName,
  options: PageOptions,
): Promise<PageHarness<Sent, Posted>> {
  const { width = 400, height = 800, theme = "dark", language = "en" } = options;
  const { browser, server } = await borrow();
  try {
    const context = await browser.newContext({ viewport: { width, height } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await context.newPage();
    const requests: string[] = [];
    const errors: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("pageerror", (error) => errors.push(error.stack ?? error.message));
    await page.goto(server.address(name, theme, language));
    const harness = harnessOf<Sent, Posted>(page, requests, errors);
    await harness.waitForPosted(({ type }) => type === "ready");
    return harness;
  } catch (error) {
    giveBack();
    throw error;
  }
}

function harnessOf<Sent extends Typed, Posted extends Typed>(
  page: Page,
  requests: string[],
  errors: string[],
): PageHarness<Sent, Posted> {
  // What another page than the panel's has said is of its own type.
  const posted = async () =>
    (await page.evaluate(() => globalThis.postedMessages as unknown)) as Posted[];
  return {
    page,
    requests,
    errors,
    posted,
    send: (message) =>
      page.evaluate(async (data) => {
        const arrived = new Promise((resolve) => {
          window.addEventListener("message", resolve, { once: true });
        });
        window.postMessage(data);
        await arrived;
        // What draws replies is loaded with the first.
        const isReply = JSON.stringify(data).includes('"answers":[{');
        if (isReply) await customElements.whenDefined("reply-text");
        // The page draws in the next frame; the one after that has seen the result.
        for (let frames = 0; frames < 2; frames += 1) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
      }, message),
    waitForPosted: async (predicate) => {
      for (let known = 0; ; known += 1) {
        await page.waitForFunction((count) => globalThis.postedMessages.length > count, known);
        const message = (await posted())[known];
        if (message !== undefined && predicate(message)) return message;
      }
    },
    cspViolations: () => page.evaluate(() => globalThis.policyViolations),
    close: async () => {
      await page.context().close();
      giveBack();
    },
  };
}

interface Shared {
  readonly browser: Browser;
  readonly server: PageServer;
}

/** How long browser and server wait for another page before they end, in milliseconds. */
const patience = 2_000;

/** One browser and one build a process, for as long as a page is open and a little longer. */
let shared: Promise<Shared> | undefined;
let borrowers = 0;
let ending: NodeJS.Timeout | undefined;

function borrow(): Promise<Shared> {
  clearTimeout(ending);
  borrowers += 1;
  shared ??= start();
  return shared;
}

async function start(): Promise<Shared> {
  const [browser, server] = await Promise.all([launchBrowser(console.log), startPageServer()]);
  return { browser, server };
}

function giveBack(): void {
  borrowers -= 1;
  if (borrowers > 0) return;
  ending = setTimeout(() => {
    const ended = shared;
    shared = undefined;
    void ended?.then(
      async ({ browser, server }) => {
        await browser.close();
        await server.close();
      },
      () => undefined,
    );
  }, patience);
}
