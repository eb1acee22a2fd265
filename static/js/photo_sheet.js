// What is drawn at a photo's place in the text: the picture, its words in boxes that write into the
// fields of its row, and what can be done with it. Knows nothing of the editor around it.
"use strict";

window.photoSheet = (() => {
  const { make, field, numberOf, pictureOf, set } = window.photoRows;
  // What is done in a box is none of the editor's: it would move its cursor, or be undone by it.
  const OWN_EVENTS = [
    "mousedown", "mouseup", "click", "dblclick", "keydown", "keypress", "keyup", "beforeinput", "input",
    "copy", "cut", "paste", "drop", "dragstart", "contextmenu", "compositionstart", "compositionend",
  ];
  const PANEL = {
    alt: "Mô tả ảnh, cho người không nhìn được ảnh",
    focus_x: "Điểm chính, ngang (%)",
    focus_y: "Điểm chính, dọc (%)",
  };

  const opened = new WeakSet(); // rows whose panel is open

  // A place whose photo readers do not see there. `acts` are what the editor does: moving, removing.
  function empty(number, row, acts) {
    const sheet = make("div", "placed__sheet placed__sheet--nothing");
    const why = row ? "đã đứng ở trên: bạn đọc không thấy gì ở đây." : "chưa có ảnh: bạn đọc không thấy gì ở đây.";
    const tools = own(make("div", "placed__tools"));
    if (!row) tools.append(chooser("Chọn ảnh…", (files) => window.articlePhotos.send(files, { number })));
    tools.append(...movers(acts));
    sheet.append(make("div", "placed__said", `[ảnh ${number}] ${why}`), tools);
    return sheet;
  }

  function full(row, acts) {
    const number = numberOf(row);
    const sheet = make("div", "placed__sheet");
    // Empty until it is opened: all that stands in the text the editor reads at every key.
    const panel = own(make("div", "placed__panel"));
    if (opened.has(row)) fillPanel(panel, row); // drawn anew with another picture
    panel.hidden = !opened.has(row);
    const picture = make("div", "placed__picture");
    if (pictureOf(row)) {
      const image = make("img", "placed__image");
      image.src = pictureOf(row);
      image.draggable = false;
      image.addEventListener("click", (event) => panel.hidden || point(row, image, event));
      const mark = make("span", "placed__point");
      picture.append(image, mark);
      acts.letDrag(picture, false);
    }
    const words = own(make("div", "placed__words"));
    const credit = make("label", "placed__credit", "Ảnh: ");
    credit.append(mirror("input", row, "credit", `Người chụp ảnh ${number}`));
    words.append(mirror("textarea", row, "caption", `Chú thích ảnh ${number}`), credit);
    const tools = own(make("div", "placed__tools"));
    tools.append(...movers(acts), opener(panel, row));
    sheet.append(picture, make("div", "placed__said"), words, tools, panel);
    return sheet;
  }

  // The boxes say what the row says, but for the one that is written in.
  function renew(sheet, row) {
    for (const box of sheet.querySelectorAll("[data-field]")) {
      const { value } = field(row, box.dataset.field);
      if (box.value !== value) box.value = value;
    }
    const lacks = pictureOf(row) ? "" : "Ảnh này chưa có tệp: bạn đọc chỉ thấy chú thích.";
    sheet.querySelector(".placed__said").textContent = row.dataset.said || lacks;
    const image = sheet.querySelector(".placed__image");
    if (!image) return;
    const mark = sheet.querySelector(".placed__point");
    image.alt = field(row, "alt").value || `Ảnh ${numberOf(row)}`;
    mark.style.insetInlineStart = `${field(row, "focus_x").value || 50}%`;
    mark.style.insetBlockStart = `${field(row, "focus_y").value || 50}%`;
  }

  function fillPanel(panel, row) {
    for (const [name, label] of Object.entries(PANEL)) {
      const line = make("label", `placed__line placed__line--${name}`, label);
      line.append(mirror("input", row, name, label));
      panel.append(line);
    }
    const where = field(row, "replace_in");
    if (where?.options) {
      const line = make("label", "placed__line", "Khi thay ảnh");
      line.append(mirror("select", row, "replace_in", "Khi thay ảnh"));
      panel.append(line, others(where));
    }
    panel.append(
      make("div", "placed__help", "Bấm vào ảnh để chọn điểm chính: phần giữ lại khi danh sách cắt ảnh."),
      chooser(`Thay ảnh ${numberOf(row)}…`, (files) => window.articlePhotos.send(files, { row })),
    );
  }

  // Whom another picture would reach, as the row below says it.
  function others(where) {
    const made = make("div", "placed__help");
    const said = where.closest(".form-row").querySelector(".help > div");
    made.append(...said.cloneNode(true).childNodes);
    return made;
  }

  function opener(panel, row) {
    const made = button("Mô tả, thay ảnh…", () => {
      if (!panel.firstChild) fillPanel(panel, row);
      panel.hidden = !panel.hidden;
      opened[panel.hidden ? "delete" : "add"](row);
      made.setAttribute("aria-expanded", String(!panel.hidden));
      if (!panel.hidden) panel.querySelector("input").focus();
    });
    made.setAttribute("aria-expanded", String(!panel.hidden));
    return made;
  }

  function mirror(tag, row, name, label) {
    const source = field(row, name);
    const box = make(tag, `placed__box placed__box--${name}`);
    box.dataset.field = name;
    box.setAttribute("aria-label", label);
    if (tag === "select") box.append(...[...source.options].map((option) => option.cloneNode(true)));
    else box.placeholder = source.placeholder;
    if (source.maxLength > 0) box.maxLength = source.maxLength;
    if (tag === "textarea") box.rows = 1;
    else if (tag === "input") box.type = source.type;
    box.value = source.value;
    box.addEventListener("input", () => set(source, box.value));
    // Else the browser would press the form's first button.
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && tag === "input" && !event.isComposing) event.preventDefault();
    });
    return box;
  }

  // Ctrl+S is the page's, wherever it is pressed.
  function own(element) {
    const stop = (event) => {
      const isSave = event.type === "keydown" && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
      if (!isSave) event.stopPropagation();
    };
    for (const kind of OWN_EVENTS) element.addEventListener(kind, stop);
    return element;
  }

  function button(label, act) {
    const made = make("button", "placed__button", label);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  function chooser(label, take) {
    const made = make("label", "placed__button", label);
    const input = make("input", "placed__file");
    input.type = "file";
    input.accept = "image/*,.heic,.heif";
    input.addEventListener("change", () => {
      take([...input.files]);
      input.value = "";
    });
    made.append(input);
    return made;
  }

  function movers({ letDrag, step, remove }) {
    const grip = make("span", "placed__grip", "⠿ Kéo");
    grip.title = "Kéo ảnh đến chỗ khác";
    letDrag(grip, true);
    return [grip, button("Lên", () => step(true)), button("Xuống", () => step(false)), button("Bỏ khỏi chỗ này", remove)];
  }

  function point(row, image, event) {
    const box = image.getBoundingClientRect();
    set(field(row, "focus_x"), Math.round((100 * (event.clientX - box.left)) / box.width));
    set(field(row, "focus_y"), Math.round((100 * (event.clientY - box.top)) / box.height));
  }

  return { empty, full, renew, button };
})();
