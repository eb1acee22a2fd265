// Photos on an article's page in the newsroom: many at once, dropped or chosen, each sent by itself
// and refused by itself; and the point that a crop keeps, set by a click. Without this script the
// form's own file and number fields do the same.
"use strict";

const form = document.querySelector("#article_form");
const group = document.querySelector("#photos-group");
const drop = document.querySelector(".drop");
const waiting = [];
let isSending = false;

function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function field(row, name) {
  return row.querySelector(`[name$="-${name}"]`);
}

// The cookie's rather than the form's: it is still right after signing in again in another tab.
function token() {
  const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return found ? found[1] : form.elements.csrfmiddlewaretoken.value;
}

// --- many at once

// A file without a row of its own takes the first one that a pasted text has left waiting.
function enqueue(files, row = null) {
  for (const file of files) {
    const line = make("li", "drop__file");
    const bar = make("progress", "drop__bar");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `Tải lên ${file.name}`);
    line.append(make("span", "drop__name", file.name), bar, make("span", "drop__said", "đang chờ"));
    drop.querySelector(".drop__files").append(line);
    waiting.push([file, line, row]);
  }
  sendNext();
}

// One after the other: the numbers follow the order of the files, and a small server draws one
// picture at a time.
async function sendNext() {
  if (isSending || !waiting.length) return;
  isSending = true;
  const [file, line, row] = waiting.shift();
  try {
    if (file.size > Number(drop.dataset.mostBytes)) {
      closeLine(line, "không nhận: ảnh lớn hơn 30 MB. Hãy thu nhỏ ảnh rồi tải lại.", "refused");
    } else {
      finish(await send(file, line), file, line, row);
    }
  } finally {
    isSending = false;
    sendNext();
  }
}

function send(file, line) {
  return new Promise((done) => {
    const bar = line.querySelector("progress");
    const said = line.querySelector(".drop__said");
    const request = new XMLHttpRequest();
    request.open("POST", drop.dataset.address);
    request.setRequestHeader("X-CSRFToken", token());
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = event.loaded / event.total;
      said.textContent = `đang tải ${Math.round(100 * bar.value)}%`;
    });
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value");
      said.textContent = "đang xử lý";
    });
    request.addEventListener("loadend", () => done(request));
    const body = new FormData();
    body.append("file", file);
    request.send(body);
  });
}

const REASONS = {
  408: "mạng chậm hoặc ngắt quãng",
  413: "ảnh lớn hơn mức máy chủ nhận",
  503: "máy chủ đang bận, hãy thử lại sau nửa phút",
  507: "ổ đĩa của máy chủ sắp đầy, hãy báo cho người quản trị",
};

function finish(request, file, line, row) {
  const answer = read(request);
  if (request.status === 201 && answer) {
    const place = row || group.querySelector("[data-wanted]") || addRow(numberForFile());
    const warning = answer.warning ? `. ${answer.warning}` : "";
    closeLine(line, `đã thêm thành [ảnh ${fill(place, answer)}]${warning}`, "taken");
  } else if (request.status === 422 && answer) {
    if (row) row.dataset.wanted = "";
    closeLine(line, `không nhận: ${answer.reason}`, "refused");
  } else if ([200, 401, 403].includes(request.status)) {
    closeLine(line, "chưa tải được: phiên đăng nhập đã hết, hoặc bạn không có quyền thêm ảnh. Hãy đăng nhập lại ở một thẻ khác.", "refused");
    offerAgain(file, line, row);
  } else if (request.status === 0) {
    closeLine(line, "chưa tải được: mất kết nối.", "refused");
    offerAgain(file, line, row);
  } else {
    const why = (answer && answer.reason) || REASONS[request.status] || `máy chủ báo lỗi ${request.status}`;
    closeLine(line, `chưa tải được: ${why}.`, "refused");
    offerAgain(file, line, row);
  }
}

function read(request) {
  try { return JSON.parse(request.responseText); } catch { return null; }
}

function closeLine(line, text, how) {
  line.querySelector("progress").remove();
  line.querySelector(".drop__said").textContent = text;
  line.classList.add(`drop__file--${how}`);
}

function offerAgain(file, line, row) {
  const again = make("button", "drop__again", "Thử lại");
  again.type = "button";
  again.addEventListener("click", () => {
    line.remove();
    enqueue([file], row);
  });
  line.append(again);
}

function rows() {
  return [...group.querySelectorAll(".dynamic-photos")];
}

function numbersOfRows() {
  return rows().map((row) => Number(field(row, "order").value));
}

// The n of every [ảnh n] in the text as it stands in the editor.
function numbersInText() {
  const text = window.CKEDITOR?.instances.id_body?.getData() ?? form.elements.body?.value ?? "";
  return [...text.matchAll(/\[\s*ảnh\s*(\d{1,3})\s*\]/gi)].map((mark) => Number(mark[1]));
}

// The first place in the text that waits for its photo, else the number after the last.
function numberForFile() {
  const taken = numbersOfRows();
  const waitingPlaces = numbersInText().filter((number) => number && !taken.includes(number));
  return waitingPlaces.length ? Math.min(...waitingPlaces) : Math.max(0, ...taken) + 1;
}

// A row of Django's own formset, with that number.
function addRow(number) {
  group.querySelector(".add-row a").click();
  const row = rows().at(-1);
  field(row, "order").value = number;
  return row;
}

// The row gets its picture; returns its number.
function fill(row, answer) {
  delete row.dataset.wanted;
  field(row, "upload").value = answer.name;
  row.querySelector(".form-row.field-file").hidden = true;
  const picture = make("span", "focus");
  const image = make("img", "thumbnail");
  image.src = answer.thumbnail;
  image.alt = "";
  picture.append(image);
  row.querySelector(".field-picture .readonly").replaceChildren(picture);
  showFocus(row);
  tellOf(field(row, "upload"));
  return field(row, "order").value;
}

// For a pasted text: a row with the words that came with the picture, and its number. The picture
// follows by itself where the clipboard held it; else the row waits for a file.
function addPasted({ file, caption = "", credit = "", alt = "" }) {
  const row = addRow(Math.max(0, ...numbersOfRows(), ...numbersInText()) + 1);
  Object.entries({ caption, credit, alt }).forEach(([name, words]) => {
    field(row, name).value = words.slice(0, field(row, name).maxLength > 0 ? field(row, name).maxLength : undefined);
  });
  if (file) enqueue([file], row);
  else row.dataset.wanted = "";
  return field(row, "order").value;
}

// A value that a script has set is news too, to whoever keeps what is unsaved.
function tellOf(input) {
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function bringsFiles(event) {
  return event.dataTransfer?.types.includes("Files") && !event.target.closest?.("input[type=file]");
}

if (form && group && drop) {
  window.articlePhotos = { add: addPasted };
  drop.hidden = false;
  const choose = drop.querySelector(".drop__input");
  choose.addEventListener("change", () => {
    enqueue(choose.files);
    choose.value = "";
  });
  // On the whole page and before the editor: a photo dropped beside the form would otherwise
  // open in its place, and the text would be gone.
  document.addEventListener("dragover", (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    drop.classList.add("drop--over");
  }, true);
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("drop--over");
  }, true);
  document.addEventListener("drop", (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    drop.classList.remove("drop--over");
    const files = [...event.dataTransfer.files].filter((file) => !window.attachedDocuments?.takes(file));
    if (!files.length) return;
    enqueue(files);
    drop.scrollIntoView({ block: "nearest" });
  }, true);
  form.addEventListener("submit", (event) => {
    const isPreview = event.submitter?.formTarget === "_blank";
    if (isSending && !isPreview && !confirm("Còn ảnh đang tải lên. Lưu ngay thì các ảnh đó không vào bài.")) {
      event.preventDefault();
    }
  });
}

// --- the point that a crop keeps

function showFocus(row) {
  const picture = row.querySelector(".focus");
  const [x, y] = ["focus_x", "focus_y"].map((name) => field(row, name));
  if (!picture || !x || !y) return;
  if (!picture.querySelector(".focus__mark")) {
    const crop = make("img", "focus__crop");
    crop.src = picture.querySelector("img").src;
    crop.alt = "";
    crop.title = "Ảnh trong danh sách";
    const frame = make("span", "focus__frame");
    frame.append(picture.querySelector("img"), make("span", "focus__mark"));
    picture.append(frame, crop);
  }
  const mark = picture.querySelector(".focus__mark");
  mark.style.insetInlineStart = `${x.value}%`;
  mark.style.insetBlockStart = `${y.value}%`;
  picture.querySelector(".focus__crop").style.objectPosition = `${x.value}% ${y.value}%`;
}

if (group) {
  for (const row of group.querySelectorAll(".inline-related")) showFocus(row);
  group.addEventListener("input", (event) => {
    if (/-focus_[xy]$/.test(event.target.name)) showFocus(event.target.closest(".inline-related"));
  });
  group.addEventListener("click", (event) => {
    const image = event.target.closest(".focus__frame .thumbnail");
    const row = event.target.closest(".inline-related");
    if (!image || !field(row, "focus_x")) return;
    const box = image.getBoundingClientRect();
    field(row, "focus_x").value = Math.round((100 * (event.clientX - box.left)) / box.width);
    field(row, "focus_y").value = Math.round((100 * (event.clientY - box.top)) / box.height);
    showFocus(row);
    tellOf(field(row, "focus_y"));
  });
}
