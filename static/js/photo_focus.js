// The point of a photo that a crop keeps, set by a click on the picture in its row. Without this script
// the form's own number fields do the same.
"use strict";

window.showFocus = (() => {
  const { group, make, field, set } = window.photoRows;

  function show(row) {
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
    for (const row of group.querySelectorAll(".inline-related")) show(row);
    group.addEventListener("input", (event) => {
      if (/-focus_[xy]$/.test(event.target.name)) show(event.target.closest(".inline-related"));
    });
    group.addEventListener("click", (event) => {
      const image = event.target.closest(".focus__frame .thumbnail");
      const row = event.target.closest(".inline-related");
      if (!image || !field(row, "focus_x")) return;
      const box = image.getBoundingClientRect();
      set(field(row, "focus_x"), Math.round((100 * (event.clientX - box.left)) / box.width));
      set(field(row, "focus_y"), Math.round((100 * (event.clientY - box.top)) / box.height));
    });
  }

  return show;
})();
