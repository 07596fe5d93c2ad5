# Everything that people do with this repository. `make help` lists it.

PYTHON ?= python3
NEW_ENOUGH = $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, and $(PYTHON) is %d.%d. Name a newer one, for instance: make run PYTHON=python3.12" % sys.version_info[:2])'
UV_COMPILE = .venv-dev/bin/uv pip compile --universal --no-strip-extras --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet

.DEFAULT_GOAL := help
.PHONY: help run test faults abuse check bench audit messages pictures requirements clean

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/ready ## Run AppServer, sandbox and task worker with demo data, until Ctrl-C
	@exec .venv/bin/python -m qulive

test: .venv-dev/ready ## Run the test suite, on SQLite or on DATABASE_URL
	@.venv-dev/bin/python -m pytest -n auto -m "not fault"

faults: .venv-dev/ready ## Load, kill, freeze and cut off real processes, one at a time (wants PostgreSQL and Redis)
	@.venv-dev/bin/python -m pytest -m fault -k "not sqlite" tests/faults

abuse: .venv-dev/ready ## The same on SQLite too, and all attacks; a figure per line
	@.venv-dev/bin/python -m pytest -p no:randomly --durations 5 tests/abuse tests/faults tests/callbacks/test_hostile.py

check: .venv-dev/ready ## Format, lint, types, layers, migrations, OpenAPI, deployment settings
	.venv-dev/bin/ruff format --check .
	.venv-dev/bin/ruff check .
	.venv-dev/bin/mypy --strict .
	.venv-dev/bin/lint-imports
	.venv-dev/bin/python manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=sandbox.settings .venv-dev/bin/python -m django makemigrations --check --dry-run
	.venv-dev/bin/python manage.py spectacular --validate --fail-on-warn --file /dev/null
	env -i PATH="$$PATH" $$(grep -v '^#' tests/production.env) .venv-dev/bin/python manage.py check --deploy --fail-level WARNING

bench: .venv/ready .venv-bench/ready ## Measure beside peers, all of it or `make bench NAME` (docs/performance.md)
	@.venv-bench/bin/python -m benchmarks $(filter-out bench,$(MAKECMDGOALS))

# What follows `bench` are names of parts, not targets.
ifeq (bench,$(firstword $(MAKECMDGOALS)))
.PHONY: $(filter-out bench,$(MAKECMDGOALS))
$(filter-out bench,$(MAKECMDGOALS)):
	@:
endif

audit: .venv-audit/ready ## Look every pinned package up among known vulnerabilities (needs the internet)
	@.venv-audit/bin/pip-audit --strict --disable-pip --require-hashes $(patsubst %,--requirement %,$(wildcard requirements/*.txt))

messages: .venv-dev/ready ## Bring the Chinese texts in step with the code, and compile them (needs GNU gettext)
	@.venv-dev/bin/python -m tests.messages

pictures: .venv-dev/ready ## Take the pictures of the operators' guide anew (needs chromium)
	@.venv-dev/bin/python -m tests.pictures

requirements: .venv-dev/ready ## Compile requirements/*.in into hash-pinned *.txt
	for name in base sandbox prod dev bench audit; do $(UV_COMPILE) requirements/$$name.in -o requirements/$$name.txt || exit 1; done

clean: ## Remove the environments, and nothing of your data
	rm -rf .venv .venv-dev .venv-bench .venv-audit .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# What production runs, and the sandbox with its media tools.
.venv/ready: requirements/prod.txt requirements/sandbox.txt
	@$(NEW_ENOUGH)
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/prod.txt -r requirements/sandbox.txt
	@touch $@

.venv-dev/ready: requirements/dev.txt requirements/sandbox.txt
	@$(NEW_ENOUGH)
	$(PYTHON) -m venv .venv-dev
	.venv-dev/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt -r requirements/sandbox.txt
	@touch $@

# Production, and the frameworks of the peers in benchmarks/.
.venv-bench/ready: requirements/bench.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

.venv-audit/ready: requirements/audit.txt
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/audit.txt
	@touch $@
