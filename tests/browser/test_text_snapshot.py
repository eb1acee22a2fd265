"""What is remembered of the text on the writing page is the text as it stands."""

from tests.browser.conftest import OpenForm
from tests.support.factories import make_article, make_photo

TEXT = "<p>Đoạn đầu.</p><p>[ảnh 1]</p>" + "".join(
    f"<p>Đoạn {number} &lt; <strong>đậm</strong>.</p>" for number in range(8)
)
# Seeded, so that a round that fails fails again. Whatever plugins do, they do by these means.
CHANGES = """(rounds) => {
  const editable = CKEDITOR.instances.id_body.editable();
  const root = editable.$;
  let seed = 7;
  const below = (most) => (seed = (seed * 48271) % 2147483647) % most;
  const any = () => root.children[below(root.children.length)];
  const out = [];
  const acts = [
    () => { any().append(`chữ ${seed} & <`); },
    () => { any().className = `lớp-${seed}`; },
    () => { const text = any().querySelector("strong")?.firstChild; if (text) text.data += "x"; },
    () => { if (root.children.length > 3) { const gone = any(); gone.remove(); out.push(gone); } },
    () => { for (const each of out) each.append("ở ngoài"); },
    () => { if (out.length) root.insertBefore(out.pop(), any()); },
    () => { root.insertBefore(any(), any()); },
    () => { if (any().firstChild) any().append(any().firstChild ?? ""); },
    () => { root.prepend(document.createTextNode(`<${seed}>`), document.createComment("lời")); },
    () => { any().innerHTML = `<em>mới ${seed}</em>`; },
  ];
  const drawn = /(<figure\\b[^>]*\\bdata-place=[^>]*>)[^]*?<\\/figure>/g;
  const stored = () => root.innerHTML.replace(drawn, "$1</figure>");
  const attempt = (act) => {
    try { act(); } catch (error) { if (error.name !== "HierarchyRequestError") throw error; }
  };
  for (let round = 0; round < rounds; round += 1) {
    for (let steps = below(4); steps >= 0; steps -= 1) attempt(acts[below(acts.length)]);
    const told = editable.getHtml();
    if (told !== stored()) return [round, told, stored()];
  }
  return null;
}"""


def test_text_that_is_remembered_is_the_text_as_it_stands(open_form: OpenForm) -> None:
    article = make_article(body=TEXT)
    make_photo(article)
    page = open_form(article, watched=False)
    assert page.evaluate(CHANGES, 400) is None
