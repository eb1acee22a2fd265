// The rows of an article's photos in its form, as the other scripts here know them: their fields, which
// number means which photo, and how the photo's picture is known.
"use strict";

window.photoRows = (() => {
  const group = document.querySelector("#photos-group");

  function make(tag, className, text = "") {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }

  function all() {
    return group ? [...group.querySelectorAll(".inline-related:not(.empty-form)")] : [];
  }

  function field(row, name) {
    return row.querySelector(`[name$="-${name}"]`);
  }

  function numberOf(row) {
    return Number(field(row, "order")?.value);
  }

  // As readers get them: of two with one number the first; what is to be deleted is not there.
  function byNumber() {
    const found = new Map();
    for (const row of all()) {
      const number = numberOf(row);
      if (!field(row, "DELETE")?.checked && !found.has(number)) found.set(number, row);
    }
    return found;
  }

  // The address of its picture, the largest that is known; "" while it has none.
  function pictureOf(row) {
    const image = row?.querySelector(".field-picture img");
    return image ? image.dataset.large || image.src : "";
  }

  // Known again in this form and in no other: numbers mean other photos elsewhere.
  function identityOf(row) {
    return field(row, "id")?.value || field(row, "upload")?.value || "";
  }

  // What a script has set is news, too, to whoever keeps what is unsaved.
  function set(input, value) {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // What becomes of its file, for whoever shows the photo.
  function say(row, text) {
    row.dataset.said = text;
    group.dispatchEvent(new Event("photoschange"));
  }

  return { group, make, all, field, numberOf, byNumber, pictureOf, identityOf, set, say };
})();
