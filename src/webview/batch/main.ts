import type { BatchHostMessage } from "../../protocol/batchMessages.ts";
import { post } from "./batchHost.ts";
import { BatchPage } from "./batchPage.ts";

const page = new BatchPage(document.querySelector("main") ?? document.body);
window.addEventListener("message", ({ data }: MessageEvent<BatchHostMessage>) =>
  page.receive(data),
);
post({ type: "ready" });
