// Where a pasted text belongs, while it is being read: somebody may write on, elsewhere too.
"use strict";

window.pastePlace = (() => {
  // The selection as it is now; it moves along with what is written around it.
  function remember(editor) {
    const selection = window.getSelection();
    const root = editor.editable().$;
    if (!selection.rangeCount || !root.contains(selection.anchorNode)) return null;
    const range = selection.getRangeAt(0).cloneRange();
    return { range, isOfRoot: range.startContainer === root };
  }

  // An undo meanwhile has put other nodes in the place of all that stood there.
  function isThere(editor, place) {
    const root = editor.editable().$;
    return Boolean(place) && root.contains(place.range.startContainer) && (place.isOfRoot || place.range.startContainer !== root);
  }

  // Does `insert` at the place, in one step of the undo; the cursor and the focus stay with whoever has
  // gone on to write.
  function insertAt(editor, place, insert) {
    const focused = document.activeElement;
    const root = editor.editable().$;
    const isOutside = !root.contains(focused) && focused !== document.body;
    const now = remember(editor);
    const isAway = isThere(editor, place) && now && now.range.compareBoundaryPoints(Range.END_TO_END, place.range) !== 0;
    editor.focus();
    editor.fire("saveSnapshot");
    editor.fire("lockSnapshot", { dontUpdate: true });
    const bookmark = isAway ? rangeOf(editor, now.range).createBookmark() : null;
    if (isThere(editor, place)) rangeOf(editor, place.range).select();
    insert();
    if (bookmark) {
      const range = editor.createRange();
      range.moveToBookmark(bookmark);
      range.select();
    }
    editor.fire("unlockSnapshot");
    editor.fire("saveSnapshot");
    if (isOutside) focused.focus();
  }

  function rangeOf(editor, native) {
    const range = editor.createRange();
    range.setStart(new CKEDITOR.dom.node(native.startContainer), native.startOffset);
    range.setEnd(new CKEDITOR.dom.node(native.endContainer), native.endOffset);
    return range;
  }

  // Where the cursor stands now; null where it is elsewhere. CKEditor learns of it a little later, and
  // no more once the focus is gone: what is typed fast goes by this.
  function cursor(editor) {
    const place = remember(editor);
    return place && rangeOf(editor, place.range);
  }

  return { remember, insertAt, cursor };
})();
