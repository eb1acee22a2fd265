"""What is dropped or pasted onto a form, as the page's own script would make it."""

import base64
import io

from PIL import Image

PASTE = """([types, files]) => {
  const data = new DataTransfer();
  for (const [type, text] of Object.entries(types)) data.setData(type, text);
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, { type: "image/png" }));
  }
  const editor = Object.values(CKEDITOR.instances)[0];
  editor.focus();
  const options = { clipboardData: data, bubbles: true, cancelable: true };
  const event = new ClipboardEvent("paste", options);
  // At the first paste the filters for Word are fetched before.
  const isPasted = new Promise(done => editor.once("afterPaste", () => done()));
  editor.editable().$.dispatchEvent(event);
  return isPasted;
}"""
# Files as a page gets them: a DataTransfer can be made by a script only in the page itself.
DROP = """files => {
  const data = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, { type: "image/jpeg" }));
  }
  for (const kind of ["dragover", "drop"]) {
    const target = document.querySelector("#id_title");
    const options = { dataTransfer: data, bubbles: true, cancelable: true };
    target.dispatchEvent(new DragEvent(kind, options));
  }
}"""

# A picture dragged out of another page, as a browser hands it over that brings no file.
DROP_ADDRESS = """address => {
  const data = new DataTransfer();
  data.setData("text/uri-list", address);
  data.setData("text/html", `<img src="${address}">`);
  const target = document.querySelector(".cke_wysiwyg_div p");
  const { x, y } = target.getBoundingClientRect();
  const place = { dataTransfer: data, clientX: x + 5, clientY: y + 5 };
  for (const kind of ["dragover", "drop"]) {
    target.dispatchEvent(new DragEvent(kind, { ...place, bubbles: true, cancelable: true }));
  }
}"""


def photo(colour: str) -> str:
    """A JPEG of 900 × 600, in base64."""
    file = io.BytesIO()
    Image.new("RGB", (900, 600), colour).save(file, "JPEG")
    return base64.b64encode(file.getvalue()).decode()
