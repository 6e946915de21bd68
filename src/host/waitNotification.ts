import * as vscode from "vscode";
import type { ReplySink } from "../core/reply/reply.ts";
import { Countdown } from "./countdown.ts";

/**
 * Shows a notification that counts down while a reply waits until it is asked for again, where there
 * is no other place to tell it.
 *
 * @param stop called when the person cancels.
 */
export function waitNotification(title: string, stop: () => void): ReplySink {
  let shown: ShownWait | undefined;
  return new Countdown((sentence) => {
    if (sentence === undefined) {
      shown?.ended.resolve(undefined);
      shown = undefined;
      return;
    }
    shown ??= show(title, stop);
    shown.tell(sentence);
  });
}

interface ShownWait {
  readonly ended: PromiseWithResolvers<undefined>;
  tell(sentence: string): void;
}

function show(title: string, stop: () => void): ShownWait {
  const ended = Promise.withResolvers<undefined>();
  const started = Promise.withResolvers<vscode.Progress<{ message: string }>>();
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  void vscode.window.withProgress(options, (progress, token) => {
    token.onCancellationRequested(stop);
    started.resolve(progress);
    return ended.promise;
  });
  return {
    ended,
    tell: (message) => void started.promise.then((progress) => progress.report({ message })),
  };
}
