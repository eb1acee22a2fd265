// Above the editor: what a pasted text lost, what was changed in it, and what could go to a field of
// its own.
"use strict";

const pasteNotice = (() => {
  const FIELDS = { title: "Tựa", lead: "Sapo", byline: "Tác giả" };

  function make(tag, className, text = "") {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }

  function button(text, press) {
    const made = make("button", "pasted__button", text);
    made.type = "button";
    made.addEventListener("click", press);
    return made;
  }

  function over(editor) {
    const box = make("div", "pasted");
    box.setAttribute("role", "status");
    editor.container.$.before(box);

    // `removed` are names, `sentences` whole ones; `details` what each change was; `undo` pastes anew.
    function say({ removed = [], sentences = [], details = [], offers = [], undo = null }) {
      box.replaceChildren();
      const lines = removed.length ? [`Đã bỏ: ${removed.join(", ")}.`, ...sentences] : sentences;
      box.append(...lines.map((line) => make("p", "pasted__line", line)));
      if (details.length) box.append(list(details));
      for (const offer of offers.filter(isWanted)) box.append(offered(editor, offer));
      if (!box.childElementCount) return;
      const buttons = make("p", "pasted__buttons");
      buttons.append(button("Đã xem", () => box.replaceChildren()));
      if (undo) buttons.append(button("Hoàn lại", undo));
      box.append(buttons);
    }
    return { say };
  }

  function list(details) {
    const whole = make("details", "pasted__details");
    const items = make("ul", "pasted__list");
    items.append(...details.map((detail) => make("li", "pasted__detail", detail)));
    whole.append(make("summary", "pasted__summary", `Xem ${details.length} chỗ`), items);
    return whole;
  }

  // --- fields of their own, while they are empty

  function isWanted({ field }) {
    if (field === "byline") return Boolean(document.querySelector("#bylines-group"));
    const input = document.querySelector(`#id_${field}`);
    return Boolean(input) && !input.value.trim();
  }

  function offered(editor, offer) {
    const line = make("p", "pasted__line pasted__offer");
    line.dataset.field = offer.field;
    const words = offer.value.length > 90 ? `${offer.value.slice(0, 90).trimEnd()}…` : offer.value;
    line.append(`${FIELDS[offer.field]}: “${words}” `, button(`Đưa lên ô ${FIELDS[offer.field]}`, () => {
      if (offer.field === "byline") sign(offer);
      else put(document.querySelector(`#id_${offer.field}`), offer.value);
      takeOut(editor, offer);
      const others = offer.field === "byline" ? [line] : line.parentElement.querySelectorAll(`[data-field=${offer.field}]`);
      for (const other of others) other.remove();
    }));
    return line;
  }

  function put(input, value) {
    input.value = value;
    for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  function sign({ value, role }) {
    const group = document.querySelector("#bylines-group");
    const rows = () => [...group.querySelectorAll(".dynamic-bylines")];
    const named = (row) => row.querySelector("[name$='-name']");
    let row = rows().find((each) => !named(each).value.trim());
    if (!row) {
      group.querySelector(".add-row a").click();
      row = rows().at(-1);
    }
    const order = row.querySelector("[name$='-order']");
    if (order && !Number(order.value)) put(order, rows().indexOf(row) + 1);
    put(row.querySelector("[name$='-role']"), role);
    put(named(row), value);
  }

  // The paragraphs that hold it, where they still say just that; a signature is the last such.
  function takeOut(editor, { field, lines }) {
    const blocks = [...editor.editable().$.querySelectorAll("p, h2, h3, h4")];
    if (field === "byline") blocks.reverse();
    editor.fire("saveSnapshot");
    for (const line of lines) {
      const at = blocks.findIndex((block) => block.textContent.replace(/\s+/g, " ").trim() === line);
      if (at >= 0) blocks.splice(at, 1)[0].remove();
    }
    editor.fire("saveSnapshot");
    editor.fire("change");
  }

  return { over };
})();
