// The photo in the text: CKEditor shows it where readers will see it, over the stored [ảnh n], which
// stays as it is. What is drawn there is photo_sheet.js's, the rows of the form are photo_rows.js's.
"use strict";

window.photoPlaces = (() => {
  if (!window.CKEDITOR) return null;
  const NAME = "articlephoto";
  // As richtext/body_parts.py finds a place, so that what stands here is what readers get.
  const AROUND = "(?:\\s|<br ?/?>|</?(?:strong|b|em|i|u)>)*";
  const PLACE = new RegExp(`^${AROUND}\\[\\s*ảnh\\s*(\\d{1,3})\\s*\\]${AROUND}$`, "i");
  const LONGEST_PLACE = 300; // characters: whole paragraphs need no look
  const MOVES_AFTER = 6; // pixels; less is a click
  const EDGE = 80; // pixels from the window's edge within which the page scrolls along
  const drawn = new WeakMap(); // by figure: what stands in it, and of which row
  const { photoRows, photoSheet } = window;
  let editor = null;
  let line = null;
  let isDue = false;
  let shown = "";

  // --- the stored text

  const placeIn = (html) => html.length <= LONGEST_PLACE && PLACE.exec(html);

  function upcast(element) {
    const isItem = element.name === "li" || element.name === "td";
    if (!isItem && element.name !== "p") return false;
    if (isItem && Object.keys(element.attributes).length) return false;
    const html = element.getHtml();
    const found = placeIn(html);
    if (!found) return false;
    const figure = new CKEDITOR.htmlParser.element("figure", attributes(found[1], html));
    if (isItem) {
      figure.attributes["data-item"] = "1"; // no paragraph is around it
      element.children = [];
      element.add(figure);
    } else element.replaceWith(figure);
    return figure;
  }

  // The place as it was written, but for a last break, which the editor drops from any block.
  function attributes(number, html) {
    const place = encodeURIComponent(html.replace(/<br ?\/?>\s*$/i, ""));
    return { class: "placed", "data-n": String(Number(number)), "data-place": place };
  }

  function downcast(element) {
    const html = decodeURIComponent(element.attributes["data-place"]);
    const wrapper = element.parent;
    const { name, children } = wrapper.parent;
    const isItem = "data-item" in element.attributes && (name === "li" || name === "td");
    const isAlone = isItem && children.every((child) => child === wrapper || isBlank(child));
    const { fragment } = CKEDITOR.htmlParser;
    return isAlone ? fragment.fromHtml(html) : fragment.fromHtml(html, "p");
  }

  // What is drawn at the places is none of the text, and need not be read through.
  const withoutSheets = (html) => html.replace(/(<figure\b[^>]*\bdata-place=[^>]*>)[^]*?<\/figure>/g, "$1</figure>");

  const isBlank = (node) => (node.type === CKEDITOR.NODE_TEXT ? !node.value.trim() : node.name === "br");

  // --- what is shown

  function refreshSoon() {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      refresh();
    });
  }

  const figures = () => [...editor.editable().$.querySelectorAll("figure.placed")];
  const numbersShown = () => figures().map((figure) => figure.dataset.n).join();

  function figureOf(number) {
    return editor && figures().find((figure) => Number(figure.dataset.n) === number);
  }

  function refresh() {
    if (!editor?.editable()) return;
    const byNumber = photoRows.byNumber();
    const placed = new Set();
    shown = numbersShown();
    for (const figure of figures()) {
      const number = Number(figure.dataset.n);
      draw(figure, number, byNumber.get(number), placed.has(number));
      placed.add(number);
    }
    const isAnyPlaced = [...byNumber.keys()].some((number) => placed.has(number));
    const first = isAnyPlaced ? null : Math.min(...byNumber.keys());
    for (const row of photoRows.all()) {
      const number = photoRows.numberOf(row);
      const isPlaced = byNumber.get(number) === row && placed.has(number);
      row.dataset.placed = isPlaced ? [...placed].indexOf(number) : "";
      tellPlace(row, isPlaced, number === first);
    }
    photoRows.group.dispatchEvent(new Event("photosplaced"));
  }

  function draw(figure, number, row, isSecond) {
    const shape = [photoRows.pictureOf(row), isSecond, Boolean(row)].join();
    const before = drawn.get(figure);
    const isSame = before && before.row === row && before.shape === shape && before.sheet.parentNode === figure;
    const isNothing = isSecond || !row;
    if (!isSame) {
      const acts = {
        letDrag: (handle, byFinger) => letDrag(handle, wrapperOf(figure), byFinger),
        step: (isUp) => step(wrapperOf(figure), isUp),
        remove: () => remove(figure),
      };
      const sheet = isNothing ? photoSheet.empty(number, row, acts) : photoSheet.full(row, acts);
      figure.replaceChildren(sheet);
      drawn.set(figure, { row, shape, sheet });
    }
    if (!isNothing) photoSheet.renew(drawn.get(figure).sheet, row);
  }

  // In a row of the form: where its photo stands, and a way to where one writes.
  function tellPlace(row, isPlaced, opensArticle) {
    let told = row.querySelector(".placing");
    if (!told) {
      told = photoRows.make("div", "placing");
      told.append(photoRows.make("span", "placing__said"), photoSheet.button("Đặt vào đây", () => put(photoRows.numberOf(row), atCursor())));
      row.querySelector("h3").after(told);
    }
    const end = opensArticle ? "bạn đọc thấy ở đầu bài." : "bạn đọc thấy ở cuối bài.";
    const said = isPlaced ? "Đứng trong bài." : `Chưa đặt vào bài: ${end}`;
    told.hidden = Boolean(photoRows.field(row, "DELETE")?.checked);
    const [text, here] = told.children;
    if (text.textContent !== said) text.textContent = said;
    here.title = `Đặt ảnh ${photoRows.numberOf(row)} vào chỗ đang viết trong bài`;
  }

  // --- where in the text

  function wrapperOf(figure) {
    return new CKEDITOR.dom.element(figure.closest(".cke_widget_wrapper"));
  }

  function isBlock(node) {
    return node.type === CKEDITOR.NODE_ELEMENT && !node.is("span") && !node.hasAttribute("data-cke-temp") && !node.hasAttribute("data-cke-hidden-sel");
  }

  function topOf(node) {
    let top = node;
    while (top && !top.equals(editor.editable()) && !top.getParent()?.equals(editor.editable())) top = top.getParent();
    return top;
  }

  // Between which two blocks a height in the window lies.
  function spotAt(y) {
    const blocks = editor.editable().getChildren().toArray().filter(isBlock);
    const next = blocks.find((block) => {
      const box = block.$.getBoundingClientRect();
      return y < (box.top + box.bottom) / 2;
    });
    return next ? { node: next, isBefore: true } : { node: blocks.at(-1), isBefore: false };
  }

  // After the block in which one writes; before an empty one, and at the beginning of one.
  function atCursor() {
    const range = pastePlace.cursor(editor) ?? editor.getSelection()?.getRanges()[0];
    const block = range && topOf(range.startContainer);
    if (!block || block.equals(editor.editable()) || !isBlock(block)) return spotAt(Infinity);
    const isEmpty = !block.getText().trim() && block.is("p");
    return { node: block, isBefore: isEmpty || (range.collapsed && block.is("p") && range.checkStartOfBlock()) };
  }

  function settle(wrapper, { node, isBefore }) {
    const holder = wrapper.getParent();
    if (!node) editor.editable().append(wrapper);
    else if (isBefore) wrapper.insertBefore(node);
    else wrapper.insertAfter(node);
    if (!holder || holder.getChildCount()) return;
    const list = holder.getParent();
    if (holder.is("td")) holder.appendBogus();
    else if (holder.is("li")) (list.getChildCount() === 1 ? list : holder).remove();
  }

  // One step to undo, and news to whoever keeps what is unsaved.
  function change(act) {
    editor.fire("saveSnapshot");
    const focused = document.activeElement;
    act();
    if (focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
    editor.fire("saveSnapshot");
    refresh();
  }

  function move(wrapper, spot) {
    if (!spot.node?.equals(wrapper)) change(() => settle(wrapper, spot));
    wrapper.$.scrollIntoView({ block: "nearest" });
  }

  function step(wrapper, isUp) {
    const top = topOf(wrapper);
    const next = top.equals(wrapper) ? top[isUp ? "getPrevious" : "getNext"](isBlock) : top;
    if (next) move(wrapper, { node: next, isBefore: isUp });
  }

  function remove(figure) {
    change(() => editor.widgets.del(editor.widgets.getByElement(wrapperOf(figure))));
  }

  // The photo of that number, there: from where it stood, or new in the text. The spot behind it.
  function put(number, spot) {
    const figure = figureOf(number);
    const element = figure ? new CKEDITOR.dom.element(figure) : new CKEDITOR.dom.element("figure", editor.document);
    if (figure) move(wrapperOf(figure), spot);
    else {
      element.setAttributes(attributes(number, `[ảnh ${number}]`));
      change(() => {
        settle(editor.widgets.wrapElement(element, NAME), spot);
        editor.widgets.initOn(element, NAME);
      });
    }
    return { node: element.getParent(), isBefore: false };
  }

  // By mouse or pen at the picture itself; by finger at the grip alone, as the picture scrolls the page.
  function letDrag(handle, wrapper, byFinger) {
    handle.addEventListener("pointerdown", (begin) => {
      if (begin.button || (begin.pointerType === "touch" && !byFinger)) return;
      const listening = new AbortController();
      let isMoving = false;
      const follow = (event) => {
        isMoving ||= Math.hypot(event.clientX - begin.clientX, event.clientY - begin.clientY) > MOVES_AFTER;
        if (!isMoving) return;
        showLine(event.clientY);
        if (event.clientY < EDGE) scrollBy(0, -20);
        if (event.clientY > innerHeight - EDGE) scrollBy(0, 20);
      };
      const end = (event) => {
        listening.abort();
        hideLine();
        if (isMoving && event.type === "pointerup") move(wrapper, spotAt(event.clientY));
      };
      document.addEventListener("pointermove", follow, { signal: listening.signal });
      for (const kind of ["pointerup", "pointercancel"]) document.addEventListener(kind, end, { signal: listening.signal });
    });
  }

  function showLine(y) {
    const { node, isBefore } = spotAt(y);
    if (!node) return;
    line ||= document.body.appendChild(photoRows.make("div", "placing-line"));
    const box = node.$.getBoundingClientRect();
    line.hidden = false;
    line.style.insetBlockStart = `${(isBefore ? box.top : box.bottom) - 2}px`;
    line.style.insetInlineStart = `${box.left}px`;
    line.style.inlineSize = `${box.width}px`;
  }

  function hideLine() {
    if (line) line.hidden = true;
  }

  // --- the clipboard, and what is typed

  // Other programs get the picture with its words; this form knows it again, another one takes it in.
  function clipboardHtml() {
    const number = Number(this.element.data("n"));
    const row = photoRows.byNumber().get(number);
    const source = photoRows.pictureOf(row);
    if (!source) return `<p>[ảnh ${number}]</p>`;
    const [caption, credit, alt] = ["caption", "credit", "alt"].map((name) => photoRows.field(row, name).value);
    const figure = document.createElement("figure");
    const image = figure.appendChild(document.createElement("img"));
    figure.dataset.photo = photoRows.identityOf(row);
    image.src = new URL(source, location).href;
    image.alt = alt;
    const words = [caption, credit && `Ảnh: ${credit}`].filter(Boolean).join(" ");
    figure.appendChild(document.createElement("figcaption")).textContent = words;
    return figure.outerHTML;
  }

  function knowAgain({ data }) {
    if (!data.dataValue?.includes("data-photo=")) return;
    const { body } = new DOMParser().parseFromString(data.dataValue, "text/html");
    for (const figure of body.querySelectorAll("figure[data-photo]")) {
      const row = photoRows.all().find((each) => photoRows.identityOf(each) === figure.dataset.photo);
      if (!row) continue;
      const paragraph = document.createElement("p");
      paragraph.textContent = `[ảnh ${photoRows.numberOf(row)}]`;
      figure.replaceWith(paragraph);
    }
    data.dataValue = body.innerHTML;
  }

  // What is inserted or typed while a photo has the focus comes after it, not in its stead.
  function leave() {
    const { focused } = editor.widgets;
    if (!focused) return;
    const paragraph = new CKEDITOR.dom.element("p", editor.document);
    paragraph.appendBogus();
    paragraph.insertAfter(focused.wrapper);
    const range = editor.createRange();
    range.moveToElementEditStart(paragraph);
    range.select();
  }

  // A key that writes a letter or a sign, also an input method's (229, 231), with Shift or without.
  const SIGNS = /^(?:32|4[89]|[5-8]\d|90|9[6-9]|10\d|11[01]|18[6-9]|19\d|2\d\d)$/;
  const isWriting = (keystroke) => SIGNS.test(keystroke) || SIGNS.test(keystroke - CKEDITOR.SHIFT);

  // A mark that was typed becomes its photo once the cursor has left its paragraph.
  function takeTyped(block) {
    if (!block?.isConnected || block.tagName !== "P" || !editor.editable().$.contains(block)) return;
    const found = placeIn(block.innerHTML);
    if (!found) return;
    const element = new CKEDITOR.dom.element("figure", editor.document);
    element.setAttributes(attributes(found[1], block.innerHTML));
    change(() => {
      editor.widgets.wrapElement(element, NAME).insertBefore(new CKEDITOR.dom.element(block));
      block.remove();
      editor.widgets.initOn(element, NAME);
    });
  }

  // --- the editor

  const WIDGET = {
    upcast,
    downcast,
    draggable: false,
    inline: false,
    getClipboardHtml: clipboardHtml,
    getLabel() { return `Ảnh ${this.element.data("n")} trong bài`; },
    init() {
      this.on("edit", () => this.element.$.querySelector("textarea")?.focus());
      this.on("key", (event) => {
        const { keyCode } = event.data;
        if (isWriting(keyCode)) {
          editor.fire("saveSnapshot");
          leave();
          event.stop();
        } else if (keyCode === CKEDITOR.ALT + 38 || keyCode === CKEDITOR.ALT + 40) {
          step(this.wrapper, keyCode === CKEDITOR.ALT + 38);
          event.cancel();
        }
      });
      // Not a landmark each, of which there would be forty.
      this.on("data", () => { this.wrapper.setAttribute("role", "group"); }, null, null, 10000);
      refreshSoon();
    },
  };

  function init(made) {
    if (!photoRows.group || editor) return;
    editor = made;
    // A picture that has come, or other words at it, are no step to undo: where it stands is.
    made.textOf = withoutSheets;
    made.on("toDataFormat", ({ data }) => { data.dataValue = withoutSheets(data.dataValue); }, null, null, 1);
    made.widgets.add(NAME, WIDGET);
    made.on("paste", knowAgain, null, null, 3);
    for (const kind of ["insertHtml", "insertElement", "insertText"]) made.on(kind, leave, null, null, 0);
    made.on("instanceReady", refreshSoon);
    // Typing changes no place, and may not wait for forty photos.
    made.on("change", () => numbersShown() !== shown && refreshSoon());
    for (const kind of ["input", "change", "photoschange"]) photoRows.group.addEventListener(kind, refreshSoon);
    for (const kind of ["formset:added", "formset:removed"]) document.addEventListener(kind, refreshSoon);
    let last = null; // the paragraph in which the cursor was
    made.on("selectionChange", ({ data }) => {
      const block = data.path.block?.$;
      if (last !== block) takeTyped(last);
      last = block;
    });
    made.on("blur", () => takeTyped(last));
    made.on("focus", () => { made.wasFocused = true; });
  }

  CKEDITOR.plugins.add(NAME, { requires: "widget,undo", init });
  CKEDITOR.on("instanceCreated", ({ editor: made }) => {
    made.on("configLoaded", () => { made.config.extraPlugins += `,${NAME}`; });
  });

  // For photos.js, which takes what comes from outside.
  return {
    put,
    hideLine,
    end: () => spotAt(Infinity),
    takeBack: (number) => figureOf(number) && remove(figureOf(number)),
    // Where somebody writes; null where nobody has begun to.
    cursor: () => (editor?.wasFocused ? atCursor() : null),
    // The spot under the pointer; null where that is not over the text.
    under(event, isShown) {
      const box = editor?.container?.$.querySelector(".cke_contents")?.getBoundingClientRect();
      const isOver = box && event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (isOver && isShown) showLine(event.clientY);
      else hideLine();
      return isOver ? spotAt(event.clientY) : null;
    },
    // The number of the place there that waits for its photo, else 0.
    waiting(target) {
      const number = Number(target.closest?.("figure.placed")?.dataset.n || 0);
      return number && !photoRows.pictureOf(photoRows.byNumber().get(number)) ? number : 0;
    },
  };
})();
