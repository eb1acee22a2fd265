# make run    the site at http://127.0.0.1:8000 (PORT=, DATA_DIR=, DEMO=0)
# make test   the tests, with a browser; those that ask a database once more on PostgreSQL
# make test-faults  a real server whose database, disk, Redis or processes fail
# make check  lint, types, templates, licences, migrations, deploy check
# make bench  how fast the site is (SIZES=, ROUNDS=, SECONDS=, CROWD=, BENCH_DIR=, BESIDE=), into bench/README.md
# make bench-soak      full load while editors work (MINUTES=, SIZES=), likewise
# make bench-search    which queries find their article (SIZES=, QUERIES=, TANTIVY_PYTHON=), likewise
# make bench-counter   what counting visits costs (ROUNDS=, SECONDS=), likewise
# make bench-hosts     what a second host adds (ROUNDS=, SECONDS=), likewise
# make bench-import    what bringing in files costs (PAGES=, ROUNDS=, IMPORT_PYTHON=), likewise
# make bench-upgrade   upgrade and rollback under load (SIZES=), likewise
# make bench-backup    what a backup and a restore cost beside tar (SIZES=, PHOTOS=, ROUNDS=), likewise
# make catalogue     the words of the admin: .po -> .mo
# make pictures      the pictures of the README and the guide, from the demo site, into docs/anh/
# make lock   requirements*.in -> requirements*.txt with hashes

PYTHON ?= $(shell command -v python3.11 || echo python3)
BIN = .venv/bin
PIP = $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-cache-dir --require-hashes
# CKEditor speaks Vietnamese and, where that has a gap, English; it wears one skin. Its exportpdf is
# under a commercial licence, and never loaded.
UNUSED_STATIC = -i 'ckeditor/ckeditor/*lang/[!ve]*.js' -i 'ckeditor/ckeditor/skins/moono/*' \
	-i 'ckeditor/ckeditor/*samples/*' -i 'ckeditor/galleriffic/*' \
	-i 'ckeditor/ckeditor/plugins/exportpdf/*'
STATIC_INPUTS := $(shell find static -type f) serving/static_files.py

# Where the Python under .venv is gone or another one, as after an upgrade of the system, nothing that
# was installed for it is found: all is made anew.
$(shell test ! -e .venv/run.stamp || $(BIN)/python -c 'import django' 2>/dev/null || \
	rm -f .venv/run.stamp .venv/dev.stamp)

.PHONY: run test test-faults check bench bench-soak bench-counter bench-hosts bench-backup bench-search bench-import bench-upgrade catalogue pictures lock static data-dir
.DELETE_ON_ERROR:

# With DEBUG static files come straight from their sources.
run: data-dir .venv/run.stamp $(if $(filter 1 true yes on,$(DEBUG)),,staticfiles/staticfiles.json)
	@exec $(BIN)/python manage.py serve

data-dir:
	@dir="$${DATA_DIR:-var}"; mkdir -p -m 700 "$$dir" 2>/dev/null && \
		probe=$$(mktemp "$$dir/.probe.XXXXXX" 2>/dev/null) && rm "$$probe" || { \
		echo "Không ghi được vào thư mục dữ liệu $$dir. Hãy cấp quyền ghi hoặc chọn DATA_DIR khác." >&2; exit 1; }

staticfiles/staticfiles.json: .venv/run.stamp $(STATIC_INPUTS)
	@echo "Đang chuẩn bị tệp tĩnh…"
	@DEBUG= ALLOWED_HOSTS= $(BIN)/python manage.py collectstatic --noinput --verbosity 0 $(UNUSED_STATIC)

static: staticfiles/staticfiles.json

test: .venv/dev.stamp
	@$(BIN)/python -m pytest -n 2 -q -m "not faults"
	@$(BIN)/python -m tests.on_postgresql $(BIN)/python -m pytest -n 2 -q \
		-m "database and not browser and not faults"

# Each file has servers of its own.
test-faults: .venv/dev.stamp
	@$(BIN)/python -m pytest -n 2 --dist loadfile -q -m faults tests/faults

check: .venv/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	DATA_DIR=.venv/check $(BIN)/mypy
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/python -m pytest -q -p no:xdist tests/test_templates.py tests/test_architecture.py \
		tests/test_licences.py
	DATA_DIR=.venv/check $(BIN)/python manage.py makemigrations --check --dry-run
	DATA_DIR=.venv/check ALLOWED_HOSTS=tin.example.vn SECRET_KEY=$$($(BIN)/python -c \
		'import secrets; print(secrets.token_urlsafe(60))') \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

bench: staticfiles/staticfiles.json
	@$(BIN)/python -m bench.site
	@$(BIN)/python -m bench.crowd
	@$(BIN)/python -m bench.cold
	@$(BIN)/python -m bench.anew
	@$(BIN)/python -m bench.saving

bench-soak: staticfiles/staticfiles.json
	@$(BIN)/python -m bench.soak

bench-counter: staticfiles/staticfiles.json
	@$(BIN)/python -m bench.counter

bench-hosts: .venv/dev.stamp staticfiles/staticfiles.json
	@$(BIN)/python -m tests.on_postgresql $(BIN)/python -m bench.hosts

bench-search: .venv/dev.stamp
	@$(BIN)/python -m bench.search

bench-import: .venv/dev.stamp
	@$(BIN)/python -m bench.importing

bench-backup: .venv/dev.stamp staticfiles/staticfiles.json
	@$(BIN)/python -m tests.on_postgresql $(BIN)/python -m bench.backups

bench-upgrade: .venv/dev.stamp staticfiles/staticfiles.json
	@$(BIN)/python -m bench.upgrading

catalogue: .venv/dev.stamp
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.catalogue

pictures: .venv/dev.stamp staticfiles/staticfiles.json
	@$(BIN)/python -m docs.pictures

lock: .venv/dev.stamp
	for set in requirements requirements-dev; do \
		$(BIN)/uv pip compile --no-cache --quiet --upgrade --generate-hashes --python-version 3.11 \
			--no-header --no-emit-index-url $$set.in --output-file $$set.txt || exit 1; done

.venv/run.stamp: requirements.txt
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(MAKE) --no-print-directory .venv/new
	@echo "Đang cài thư viện…"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	@echo "Đang cài thư viện cho kiểm thử…"
	@$(PIP) -r requirements-dev.txt
	@touch $@

# Debian ships venv apart from Python.
.PHONY: .venv/new
.venv/new:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Cần Python 3.11 trở lên." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null; } || { \
		echo "Thiếu gói python3-venv. Hãy chạy: sudo apt-get install python3-venv" >&2; exit 1; }
	@echo "Đang tạo môi trường Python…"
	@$(PYTHON) -m venv --clear .venv
