"""Search by tantivy, used as its manual shows; run by a Python that has it, which the site's own
need not.

Reads a line of JSON with all articles, then a line for each query; answers each query with the keys
of the articles found.
"""

import json
import sys

import tantivy

builder = tantivy.SchemaBuilder()
builder.add_integer_field("key", stored=True)
for name in ("title", "lead", "body"):
    builder.add_text_field(name)
index = tantivy.Index(builder.build())
writer = index.writer()
for key, title, lead, body in json.loads(sys.stdin.readline()):
    writer.add_document(tantivy.Document(key=key, title=title, lead=lead, body=body))
writer.commit()
index.reload()
searcher = index.searcher()
for line in sys.stdin:
    words = "".join(char if char.isalnum() else " " for char in json.loads(line))
    boosts = {"title": 8.0, "lead": 3.0, "body": 1.0}
    query, _ = index.parse_query_lenient(words, ["title", "lead", "body"], field_boosts=boosts)
    hits = searcher.search(query, 10).hits
    print(json.dumps([searcher.doc(hit[1])["key"][0] for hit in hits]), flush=True)
