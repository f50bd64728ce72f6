# Every chore has a name here; `make help` lists them. Needs only make and Python 3.11 or newer.

SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

VENV ?= .venv
BIN := $(VENV)/bin
PACKAGES := config projects evaluations portfolio
TEST_PROCESSES ?= 2
PYTEST := $(BIN)/python -m pytest
# Everything that reads or writes rows; what computes and draws is the same on any database.
DATABASE_TESTS := $(filter-out %/core %/figures %/sandbox %/shown %/__pycache__,$(wildcard tests/evaluations/*)) \
	tests/projects tests/portfolio tests/pages tests/rules/test_migrations.py

# Set somewhere, these would make every process compile the libraries again, for seconds.
unexport PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX

PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
# One set-up at a time: two makes on a fresh clone must not fill one environment together.
ALONE := $(BIN)/python -c 'import fcntl, subprocess, sys; lock = open("$(VENV)/.lock", "w"); fcntl.flock(lock, fcntl.LOCK_EX); sys.exit(subprocess.call(sys.argv[1:]))'

.PHONY: help
help: ## Say what each target does.
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- Everyday --------------------------------------------------------------------------------------------

.PHONY: run
run: $(VENV)/.run ## Start the platform on this machine: web, worker, beat, queue, demo (PORT=8001 HOST=… to change).
	@exec $(BIN)/python -m config.up

.PHONY: test
test: $(VENV)/.dev programs ## Run every test but the long suites (ARGS="-k name" for some of them).
	@exec $(PYTEST) -n $(TEST_PROCESSES) --dist loadfile -m "not slow" $(ARGS)

.PHONY: test-postgres
test-postgres: $(VENV)/.dev programs ## Run the tests that touch the database on a throw-away PostgreSQL.
	@exec $(BIN)/python -m tests.servers $(PYTEST) -n $(TEST_PROCESSES) --dist loadfile \
		-m "not slow and not journey and not hostile" $(DATABASE_TESTS) $(ARGS)

.PHONY: token
token: $(VENV)/.run ## Print a new write token and nothing else: make token USERNAME=name
	@test -n "$(USERNAME)" || { echo "Say whose: make token USERNAME=name" >&2; exit 2; }
	@$(BIN)/python manage.py migrate --check >/dev/null 2>&1 || { echo "The database is not there yet, or not up to date: make run, or make migrate." >&2; exit 1; }
	@exec $(BIN)/python manage.py token --create "$(USERNAME)"

.PHONY: migrate
migrate: $(VENV)/.run ## Bring the database up to date (DATABASE_URL, else the SQLite file in var/).
	@mkdir -p "$${VAR_DIR:-var}"
	@exec $(BIN)/python manage.py migrate --noinput

.PHONY: shell
shell: $(VENV)/.run ## Open a Python shell inside the platform.
	@exec $(BIN)/python manage.py shell

# --- Longer suites ---------------------------------------------------------------------------------------

.PHONY: rules
rules: $(VENV)/.dev ## Test the house rules alone: imports, sizes, names, docs, settings, migrations.
	@exec $(PYTEST) -n 0 -q tests/rules $(ARGS)

.PHONY: journey
journey: $(VENV)/.dev programs ## Drive the running product: real broker, real worker, real browser.
	@exec $(PYTEST) -n 0 -m journey $(ARGS)

.PHONY: quality
quality: $(VENV)/.dev programs ## Look at every type of page in a real browser: access, weight, shifts, validity, keys alone.
	@exec $(PYTEST) -n 0 tests/journeys/test_quality.py tests/journeys/test_with_keys_alone.py $(ARGS)

.PHONY: screenshots
screenshots: $(VENV)/.dev programs ## Take a picture of every type of page, in two widths and two themes, into var/screenshots.
	@exec $(BIN)/python -m tests.screenshots $(ARGS)

.PHONY: hostile
hostile: $(VENV)/.dev ## Run hostile scripts against the sandbox.
	@exec $(PYTEST) -n 0 -m "hostile or sandbox" $(ARGS)

.PHONY: hostile-all
hostile-all: $(VENV)/.dev ## The same in both tiers, and as an ordinary user as well where make runs as root.
	@exec $(BIN)/python -m tests.hostile.everywhere $(ARGS)

.PHONY: slow
slow: $(VENV)/.dev programs ## Run the long suites that `make test` leaves out.
	@exec $(PYTEST) -n 0 -m slow $(ARGS)

.PHONY: search
search: $(VENV)/.dev ## Search for examples that break a property which `make test` has not tried yet.
	@exec $(PYTEST) -n 0 -m hypothesis --hypothesis-profile=search $(ARGS)

.PHONY: chaos
chaos: $(VENV)/.dev programs ## Kill, flush, lock and double everything while evaluations run; and who waits for whom.
	@exec $(PYTEST) -n 0 tests/chaos tests/journeys/test_fairness.py $(ARGS)

.PHONY: cover
cover: $(VENV)/.dev programs ## Run the tests and report the branches that none of them takes.
	@$(BIN)/python -m coverage run -m pytest -n 0 -q -m "not slow" $(ARGS)
	@exec $(BIN)/python -m coverage report --skip-covered --show-missing

# What is measured by the clock wants a machine on which nobody else works; docs/performance.md says which.
.PHONY: bench
bench: bench-engine bench-large bench-memory bench-platform bench-statistics ## Measure everything: an hour or two on two cores.
	@$(BIN)/python -m benchmarks.figures
	@$(BIN)/python -m benchmarks.sandbox
	@$(BIN)/python -m benchmarks.reading

.PHONY: bench-engine
bench-engine: $(VENV)/.dev ## Measure full reports against plain scikit-learn (ARGS="--folder FOLDER" for more data).
	@$(BIN)/python -m benchmarks.engine --cpu $(ARGS)
	@$(BIN)/python -m benchmarks.engine --processes 1 $(ARGS)
	@$(BIN)/python -m benchmarks.engine --processes 2 --rounds 5 $(ARGS)

.PHONY: bench-large
bench-large: $(VENV)/.dev ## The same on made-up data of 20,000 and 50,000 rows.
	@$(BIN)/python -m benchmarks.engine --synthetic 20000 --rounds 2
	@$(BIN)/python -m benchmarks.engine --synthetic 50000 --rounds 1

.PHONY: bench-memory
bench-memory: $(VENV)/.dev ## The most memory of a child on the largest data that may be uploaded.
	@exec $(BIN)/python -m benchmarks.memory $(ARGS)

.PHONY: bench-platform
bench-platform: $(VENV)/.dev ## From the upload to the report with real workers; again; with a script; one worker and two.
	@exec $(BIN)/python -m benchmarks.platform $(ARGS)

.PHONY: bench-statistics
bench-statistics: $(VENV)/.dev ## Do the intervals cover, do the verdicts hold: made-up data whose truth is known.
	@exec $(BIN)/python -m benchmarks.simulation $(ARGS)

.PHONY: bench-checks
bench-checks: $(VENV)/.dev ## Plant faults and count what the checks find (ARGS="--data FOLDER" for more sets).
	@exec $(BIN)/python -m benchmarks.checks $(ARGS)

.PHONY: bench-api
bench-api: $(VENV)/.dev programs ## Measure the API: its views, a crowd that waits, push --wait beside the same models at home.
	@exec $(BIN)/python -m benchmarks.api $(ARGS)

.PHONY: bench-pages
bench-pages: $(VENV)/.dev ## Measure public pages beside bare views, and Explore with 1,000 and 100,000 projects.
	@exec $(BIN)/python -m benchmarks.pages $(ARGS)

# --- Habits ----------------------------------------------------------------------------------------------

.PHONY: lint
lint: $(VENV)/.dev ## Check style, templates and the direction of imports.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --quiet --check --lint templates
	@$(BIN)/lint-imports --no-cache

.PHONY: format
format: $(VENV)/.dev ## Rewrite the code and the templates in the house style.
	@$(BIN)/ruff check --fix --exit-zero .
	@$(BIN)/ruff format .
	@$(BIN)/djlint --quiet --reformat templates || true

.PHONY: types
types: $(VENV)/.dev ## Check the types: strictly where numbers are made, scripts run and figures are drawn.
	@$(BIN)/mypy $(PACKAGES)
	@exec $(BIN)/mypy --config-file client/pyproject.toml client/src/firstfit

.PHONY: hooks
hooks: $(VENV)/.dev ## Run the quick checks before every commit from now on.
	@exec $(BIN)/pre-commit install

.PHONY: lock
lock: $(VENV)/.made ## Resolve the dependencies again and write the requirements files with hashes.
	@test -x $(VENV)/lock/bin/uv || { $(BIN)/python -m venv $(VENV)/lock && $(VENV)/lock/bin/python -m pip install -q --disable-pip-version-check uv; } >&2
	@$(VENV)/lock/bin/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header $(ARGS) \
		--extra local --extra postgres pyproject.toml -o requirements.txt
	@$(VENV)/lock/bin/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header $(ARGS) \
		--extra local --extra postgres --extra s3 --extra dev pyproject.toml -o requirements-dev.txt
	@$(VENV)/lock/bin/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header $(ARGS) \
		--extra postgres --extra s3 pyproject.toml -o requirements-s3.txt
	@if grep -nE "^ *(-|https?:|file:)" requirements.txt requirements-s3.txt requirements-dev.txt | grep -v -- --hash; then echo "A lock file names a host or a path." >&2; exit 1; fi

.PHONY: clean
clean: ## Remove the environment and everything that tools have cached; data in var/ stay.
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage htmlcov staticfiles
	@find $(PACKAGES) tests -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: reset
reset: ## Forget the local database, uploads and queue: make reset CONFIRM=yes
	@test "$(CONFIRM)" = yes || { echo "This deletes everything in $${VAR_DIR:-var}/. If you mean it: make reset CONFIRM=yes" >&2; exit 2; }
	@rm -rf "$${VAR_DIR:-var}"

# --- What the targets above stand on ---------------------------------------------------------------------

# The first of these commands that is new enough makes the environment.
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11

# An environment that works is kept, however it was made; half of one is made anew.
$(VENV)/.made:
	@if $(BIN)/python -m pip --version >/dev/null 2>&1; then touch $@; exit 0; fi; \
	for python in $(PYTHON); do \
		command -v $$python >/dev/null 2>&1 || continue; \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || continue; \
		echo "Making $(VENV) with $$($$python --version) …" >&2; \
		if $$python -m venv --clear $(VENV) >&2; then touch $@; exit 0; fi; \
		rm -rf $(VENV); \
		echo "Python cannot make virtual environments here. On Debian or Ubuntu: apt install python3-venv" >&2; \
		exit 1; \
	done; \
	echo "Firstfit needs Python 3.11 or newer, and none of these is: $(PYTHON). Name one: make PYTHON=/path/to/python" >&2; \
	exit 1

$(VENV)/.run: $(VENV)/.made requirements.txt
	@echo "Installing what requirements.txt lists (once, about a minute) …" >&2
	@$(ALONE) $(PIP) install --root-user-action=ignore --require-hashes -r requirements.txt >&2
	@touch $@

$(VENV)/.dev: $(VENV)/.made requirements.txt requirements-dev.txt
	@echo "Installing what requirements-dev.txt lists (once, about two minutes) …" >&2
	@$(ALONE) $(PIP) install --root-user-action=ignore --require-hashes -r requirements-dev.txt >&2
	@touch $@ $(VENV)/.run

# The journeys need a browser and the servers of production. What is absent and cannot be installed has its
# tests skipped, and they say so.
.PHONY: programs
programs:
	@has() { for name in "$$@"; do command -v "$$name" >/dev/null 2>&1 && return 0; done; return 1; }; \
	missing() { \
		has chromium chromium-browser google-chrome || printf ' chromium'; \
		has redis-server || printf ' redis-server'; \
		has initdb /usr/lib/postgresql/*/bin/initdb || printf ' postgresql'; \
	}; \
	wanted="$$(missing)"; test -n "$$wanted" || exit 0; \
	if [ "$$(id -u)" = 0 ] && has apt-get; then \
		echo "Installing$$wanted for the tests …" >&2; \
		export DEBIAN_FRONTEND=noninteractive; \
		{ apt-get update -qq && apt-get install -y -qq --no-install-recommends $$wanted; } >/dev/null 2>&1; \
	fi; \
	wanted="$$(missing)"; \
	test -z "$$wanted" || echo "Not on this machine, so their tests will be skipped:$$wanted" >&2
