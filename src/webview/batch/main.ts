import { isBatchHostMessage } from "../../protocol/batchMessages.ts";
import { hearHost } from "../hearHost.ts";
import { markTypedLanguages } from "../textMarks.ts";
import { post } from "./batchHost.ts";
import { BatchPage } from "./batchPage.ts";

markTypedLanguages();
const page = new BatchPage(document.querySelector("main") ?? document.body);
hearHost(isBatchHostMessage, (message) => page.receive(message));
post({ type: "ready" });
