import type { Block, Container } from "./block.ts";

/**
 * Notes what blocks are that stand one in the other; the function that is returned makes them so
 * again. It costs no more than there are blocks, but holds only as long as they just grow.
 */
export function keepGrowing(path: readonly Block[]): () => void {
  const undo = path.map((block, index) =>
    keepBlock(block, path[index + 1], (list) => {
      const { length } = list;
      return () => {
        list.length = length;
      };
    }),
  );
  return () => {
    for (const each of undo) each();
  };
}

/** The same of any blocks, whatever becomes of them, at the cost of all that they hold. */
export function keepWhole(blocks: Iterable<Block>): () => void {
  const undo = [...blocks].map((block) =>
    keepBlock(block, undefined, (list) => {
      const copy = [...list];
      return () => {
        list.length = 0;
        for (const each of copy) list.push(each);
      };
    }),
  );
  return () => {
    for (const each of undo) each();
  };
}

/** Notes what a list is that a block holds; the function that is returned makes it so again. */
type KeepList = (list: unknown[]) => () => void;

function keepBlock(block: Block, child: Block | undefined, keepList: KeepList): () => void {
  const { isOpen } = block;
  const undo = keepRest(block, child, keepList);
  return () => {
    block.isOpen = isOpen;
    undo();
  };
}

function keepRest(block: Block, child: Block | undefined, keepList: KeepList): () => void {
  switch (block.kind) {
    case "paragraph":
    case "heading":
    case "cell": {
      const { mayHead } = block;
      const undo = block.content.keep(keepList);
      return () => {
        block.mayHead = mayHead;
        undo();
      };
    }
    case "code": {
      const undo = keepList(block.pieces);
      const blanks = [...block.blanks];
      return () => {
        undo();
        block.blanks = [...blanks];
      };
    }
    case "table": {
      const undo = keepList(block.rows);
      const { lacking } = block;
      return () => {
        undo();
        block.lacking = lacking;
      };
    }
    case "math":
    case "rule":
      return () => undefined;
    case "root":
    case "quote":
    case "list":
    case "item":
    case "note":
      return keepHolder(block, child, keepList);
  }
}

function keepHolder(block: Container, child: Block | undefined, keepList: KeepList): () => void {
  const children: Block[] = block.children;
  const { length } = children;
  const undoChildren = keepList(children);
  const undoMarks = keepMarks(block);
  return () => {
    undoChildren();
    // A child that was open may have become another since, or gone.
    if (child !== undefined) children[length - 1] = child;
    undoMarks();
  };
}

function keepMarks(block: Container): () => void {
  if (block.kind === "list") {
    const { isLoose, blankLine } = block;
    return () => Object.assign(block, { isLoose, blankLine });
  }
  if (block.kind === "item") {
    const { isFilled, blankLine } = block;
    return () => Object.assign(block, { isFilled, blankLine });
  }
  return () => undefined;
}
