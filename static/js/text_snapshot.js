// The text as HTML, which CKEditor's undo asks for several times at every key: of blocks that are as
// they were when it was asked for last, it is remembered.
"use strict";

window.CKEDITOR?.on("instanceCreated", ({ editor }) => {
  // An input method writes without keys, or with others than those that are let go: CKEditor waits for
  // them, takes the end of Ctrl+Z for typing, and there is nothing more to do again.
  editor.on("afterCommandExec", ({ data: { name } }) => {
    if (name === "undo" || name === "redo") editor.undoManager.editingHandler.keyEventsStack.resetInputs();
  });
  // Firefox may not find the cursor's place in a text of before: the text counts. Left at the error,
  // the editor would take down no step any more.
  editor.on("loaded", () => {
    const manager = editor.undoManager;
    const restore = manager.restoreImage;
    manager.restoreImage = (image) => {
      try { restore.call(manager, image); } catch (error) {
        if (!(error instanceof DOMException)) throw error;
        restore.call(manager, { contents: image.contents, index: image.index });
      }
    };
  });
  editor.on("contentDom", () => {
    const editable = editor.editable();
    const root = editable.$;
    const known = new WeakMap(); // by block
    const changes = new MutationObserver(forget);

    function forget(records) {
      for (const { target, addedNodes } of records) {
        // A block that comes back may have changed while it was out of sight.
        if (target === root) addedNodes.forEach((node) => known.delete(node));
        else forgetBlockOf(target);
      }
    }

    function forgetBlockOf(node) {
      let block = node;
      while (block && block.parentNode !== root) block = block.parentNode;
      if (block) known.delete(block);
    }

    function htmlOf(node) {
      if (!known.has(node)) known.set(node, serialised(node));
      return known.get(node);
    }

    // `textOf` takes out what a plugin has drawn there.
    function serialised(node) {
      const holder = document.createElement("div");
      const html = node.outerHTML ?? (holder.append(node.cloneNode()), holder.innerHTML);
      return editor.textOf ? editor.textOf(html) : html;
    }

    changes.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    editable.getHtml = () => {
      forget(changes.takeRecords());
      return [...root.childNodes].map(htmlOf).join("");
    };
  });
});
