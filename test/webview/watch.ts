import type { Page } from "playwright-core";
import { pageParts, replyParts } from "./allowedParts.ts";
import type { PageHarness } from "./page.ts";

/** What only the page itself brings about, and only with a person's act. */
interface Watched {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly errors: readonly string[];
  posted(): Promise<readonly unknown[]>;
  cspViolations(): Promise<string[]>;
}

export interface Watch {
  /** What has happened since the watch began that no text may bring about, in words. */
  findings(): Promise<string[]>;
  /** Elements and attributes on the page that are none of the known ones. */
  strangers(): Promise<string[]>;
  /** Says messages as the host, one right after the other; resolves when they are drawn. */
  sendAll(messages: readonly unknown[]): Promise<void>;
}

/** Watches a page in which hostile texts are about to be shown. */
export async function watchPage(harness: Watched | PageHarness): Promise<Watch> {
  const { page, requests, errors } = harness;
  const seen: string[] = [];
  page.on("dialog", (dialog) => {
    seen.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => seen.push(`popup ${popup.url()}`));
  page.on("download", (download) => seen.push(`download ${download.url()}`));
  page.on("framenavigated", (frame) => seen.push(`navigation ${frame.url()}`));
  const posted = async () => (await harness.posted()).length;
  const world = () => page.evaluate(describeWorld);
  const known = {
    posted: await posted(),
    requests: requests.length,
    errors: errors.length,
    violations: (await harness.cspViolations()).length,
    world: await world(),
  };
  return {
    findings: async () => {
      const fetched = requests.slice(known.requests).filter((url) => !isOwn(url));
      const said = (await harness.posted()).slice(known.posted).filter((each) => !isDrawn(each));
      const changed = (await world()).filter((line) => !known.world.includes(line));
      return [
        ...seen,
        ...fetched.map((url) => `request ${url}`),
        ...said.map((message) => `message ${JSON.stringify(message)}`),
        ...errors.slice(known.errors).map((error) => `error ${error}`),
        ...(await harness.cspViolations()).slice(known.violations).map((each) => `policy ${each}`),
        ...changed.map((line) => `changed ${line}`),
      ];
    },
    strangers: () => page.evaluate(findStrangers, { replyParts, pageParts }),
    sendAll: (messages) => page.evaluate(sayAll, JSON.stringify(messages)),
  };
}

/** How far the page has drawn what it was told. */
function isDrawn(message: unknown): boolean {
  return /^\{"type":"drawn","count":\d+\}$/u.test(JSON.stringify(message));
}

/** The page's own parts: some come with the first code, formula or icon. */
function isOwn(url: string): boolean {
  return /^http:\/\/127\.0\.0\.1:\d+\/(?:[\w-]+\.js|dist\/webview\/[\w-]+\.(?:js|css|ttf))$/u.test(
    url,
  );
}

/** Runs in the page: what a script that should not have run could have changed, a line each. */
function describeWorld(): string[] {
  const named: Readonly<Record<string, object>> = {
    window: globalThis,
    document,
    Object: Object.prototype,
    Array: Array.prototype,
    Function: Function.prototype,
    String: String.prototype,
    Element: Element.prototype,
  };
  return [
    ...Object.entries(named).flatMap(([name, object]) =>
      Reflect.ownKeys(object).map((key) => `${name}.${String(key)}`),
    ),
    `head ${document.head.outerHTML.length}`,
    `body ${[...document.body.children].map(({ localName }) => localName).join(" ")}`,
    `place ${document.baseURI} ${location.href} ${document.title} ${document.cookie}`,
    `frames ${window.length}`,
  ];
}

/** Runs in the page. Lone surrogates come through as JSON only. */
async function sayAll(json: string): Promise<void> {
  const messages = JSON.parse(json) as unknown[];
  await new Promise<void>((resolve) => {
    let missing = messages.length;
    const count = () => {
      missing -= 1;
      if (missing > 0) return;
      window.removeEventListener("message", count);
      resolve();
    };
    window.addEventListener("message", count);
    for (const message of messages) window.postMessage(message);
  });
  // What draws replies is loaded with the first.
  if (json.includes('"answers":[{')) await customElements.whenDefined("reply-text");
  for (let frames = 0; frames < 2; frames += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

interface Lists {
  readonly replyParts: typeof replyParts;
  readonly pageParts: typeof pageParts;
}

/** Runs in the page. */
function findStrangers({ replyParts: ofReplies, pageParts: ofPages }: Lists): string[] {
  const strangers = new Set<string>();
  const patterns = new Map<string, RegExp>();
  const fits = (pattern: string, value: string) => {
    const known = patterns.get(pattern) ?? new RegExp(`^(?:${pattern})$`, "u");
    patterns.set(pattern, known);
    return known.test(value);
  };
  const look = (element: Element, parts: Lists["pageParts"]) => {
    const { localName } = element;
    const allowed = Object.hasOwn(parts, localName) ? parts[localName] : undefined;
    if (allowed === undefined) strangers.add(`<${localName}>`);
    for (const { name, value } of element.attributes) {
      const pattern = allowed && Object.hasOwn(allowed, name) ? allowed[name] : undefined;
      if (pattern !== undefined && fits(pattern, value)) continue;
      strangers.add(`<${localName} ${name}="${value.slice(0, 80)}">`);
    }
    const inner = localName === "reply-text" ? ofReplies : parts;
    for (const child of element.children) look(child, inner);
  };
  for (const element of document.querySelectorAll("main, main ~ :not(script)")) {
    look(element, ofPages);
  }
  return [...strangers];
}
