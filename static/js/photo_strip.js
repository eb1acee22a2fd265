// Many photos on an article's page: a small tile each, in the order in which readers get them, that says
// whether the photo stands in the text and what it lacks; its row of the form opens below. One credit or
// caption for all. Few photos, and pages without this script, have all their rows open.
"use strict";

(() => {
  const strip = document.querySelector(".strip");
  const { group, make, all, field, numberOf, pictureOf, set } = window.photoRows;
  if (!strip || !group || !window.photoPlaces) return;
  const MANY = 6;
  const LACKS = { caption: "chú thích", credit: "người chụp", alt: "mô tả" };
  const tiles = new Map(); // by row
  const [list, said, told] = ["photos", "said", "told"].map((name) => strip.querySelector(`.strip__${name}`));
  const [which, words, isOver] = ["which", "words", "over"].map((name) => strip.querySelector(`.strip__${name}`));
  const [earlier, later, place] = ["earlier", "later", "place"].map((name) => strip.querySelector(`.strip__${name}`));
  let opened = null;
  let isOn = false;

  const isGoing = (row) => Boolean(field(row, "DELETE")?.checked);
  const isPlaced = (row) => Boolean(row.dataset.placed); // told once the text is read
  const staying = () => all().filter((row) => !isGoing(row));
  const unplaced = () => inReadersOrder(staying()).filter((row) => !isPlaced(row));

  // Those in the text as they stand there, then the others by their numbers.
  function inReadersOrder(rows) {
    const rank = (row) => (isPlaced(row) ? [0, Number(row.dataset.placed)] : [1, numberOf(row)]);
    return rows.sort((one, other) => rank(one)[0] - rank(other)[0] || rank(one)[1] - rank(other)[1]);
  }

  function refresh() {
    if (!isOn && all().length < MANY) return;
    if (!isOn) turnOn();
    const rows = inReadersOrder(all());
    for (const row of [...tiles.keys()].filter((each) => !rows.includes(each))) tiles.delete(row);
    const shown = rows.map(renewed);
    if (shown.some((tile, at) => list.children[at] !== tile) || list.children.length !== shown.length) {
      const focused = document.activeElement;
      list.replaceChildren(...shown);
      if (list.contains(focused)) focused.focus();
    }
    if (opened && !opened.isConnected) open(null);
    summarise();
  }

  function turnOn() {
    isOn = true;
    strip.hidden = false;
    group.classList.add("in-strip");
    const wrong = all().find((row) => row.querySelector(".errorlist"));
    open(all().find((row) => row.contains(document.activeElement)) || wrong || null);
  }

  // The tile of that row as it is to be now.
  function renewed(row) {
    const tile = tiles.get(row) || newTile(row);
    const [button] = tile.children;
    const [image, number, state] = button.children;
    const lacks = pictureOf(row) ? Object.keys(LACKS).filter((name) => !field(row, name).value.trim()) : [];
    const source = row.querySelector(".field-picture img")?.src || "";
    if (source && image.getAttribute("src") !== source) image.src = source;
    image.hidden = !source;
    const place = "placed" in row.dataset ? ` · ${isPlaced(row) ? "trong bài" : "chưa đặt"}` : "";
    write(number, `${numberOf(row)}${place}`);
    const missing = lacks.map((name) => LACKS[name]);
    write(state, stateOf(row, missing));
    tile.classList.toggle("strip__photo--placed", isPlaced(row));
    button.setAttribute("aria-expanded", String(row === opened));
    button.title = [missing.length && `Thiếu ${missing.join(", ")}`, field(row, "caption").value].filter(Boolean).join(". ");
    return tile;
  }

  function stateOf(row, missing) {
    if (isGoing(row)) return "sẽ xóa khi lưu";
    if (row.querySelector(".errorlist")) return "cần sửa";
    if (!pictureOf(row)) return row.dataset.said ? "đang gửi" : "chờ tệp ảnh";
    if (missing.length > 1) return `thiếu ${missing.length} điều`;
    return missing.length ? `thiếu ${missing[0]}` : "";
  }

  function newTile(row) {
    const tile = make("li", "strip__photo");
    const button = make("button", "strip__open");
    button.type = "button";
    const image = make("img", "strip__picture");
    image.alt = "Ảnh";
    button.append(image, make("span", "strip__number"), make("span", "strip__state"));
    button.addEventListener("click", () => {
      open(row === opened ? null : row);
      if (row !== opened) return;
      row.scrollIntoView({ block: "nearest" });
      field(row, "caption").focus({ preventScroll: true });
    });
    tile.append(button);
    tiles.set(row, tile);
    return tile;
  }

  function write(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  function open(row) {
    opened?.classList.remove("in-strip__open");
    opened = row;
    opened?.classList.add("in-strip__open");
    for (const [each, tile] of tiles) tile.firstChild.setAttribute("aria-expanded", String(each === row));
    showTools();
  }

  function summarise() {
    const rows = staying();
    const out = rows.filter((row) => !isPlaced(row)).length;
    const lacking = Object.entries(LACKS).map(([name, label]) => {
      const number = rows.filter((row) => pictureOf(row) && !field(row, name).value.trim()).length;
      return number ? `${number} ảnh chưa có ${label}` : "";
    });
    const places = out ? `${rows.length - out} đứng trong bài, ${out} chưa đặt: bạn đọc thấy theo số, ở cuối bài` : "tất cả đứng trong bài";
    if (!("placed" in (rows[0] || strip).dataset)) return;
    write(said, `${[`${rows.length} ảnh: ${places}`, ...lacking].filter(Boolean).join(". ")}.`);
    showTools();
  }

  function showTools() {
    const rows = unplaced();
    const at = rows.indexOf(opened);
    earlier.disabled = at < 1;
    later.disabled = at < 0 || at === rows.length - 1;
    place.disabled = !rows.length;
  }

  // Photos that are not in the text change places by their numbers; no text has those.
  function move(by) {
    const rows = unplaced();
    const other = rows[rows.indexOf(opened) + by];
    if (!other) return;
    const [one, two] = [opened, other].map((row) => field(row, "order"));
    const number = one.value;
    set(one, two.value);
    set(two, number);
    write(told, `Ảnh này bây giờ mang số ${one.value}.`);
  }

  function placeAll() {
    const rows = unplaced();
    let spot = window.photoPlaces.cursor() || window.photoPlaces.end();
    for (const row of rows) spot = window.photoPlaces.put(numberOf(row), spot);
    write(told, `Đã đặt ${rows.length} ảnh vào bài.`);
  }

  function fill() {
    const text = words.value.trim();
    if (!text) {
      words.focus();
      return;
    }
    const filled = staying().map((row) => field(row, which.value)).filter((input) => isOver.checked || !input.value.trim());
    for (const input of filled) set(input, text.slice(0, input.maxLength > 0 ? input.maxLength : undefined));
    write(told, `Đã ghi vào ${filled.length} ảnh.`);
  }

  strip.querySelector(".strip__fill").addEventListener("click", fill);
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    fill();
  });
  earlier.addEventListener("click", () => move(-1));
  later.addEventListener("click", () => move(1));
  place.addEventListener("click", placeAll);
  group.addEventListener("photosplaced", refresh);
  refresh();
  // A row that somebody adds by hand opens; so does one that the browser finds something wrong in.
  group.addEventListener("click", (event) => {
    if (event.isTrusted && event.target.closest(".add-row a")) setTimeout(() => isOn && open(all().at(-1)));
  });
  group.addEventListener("invalid", ({ target }) => isOn && open(target.closest(".inline-related")), true);
})();
