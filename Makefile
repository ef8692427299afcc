# Two commands do everything: `make demo` and `make test`. `make help` lists the rest.

PYTHON ?= python3
PORT ?= 8000
export PORT
COUNT ?= 10000
SEED ?= $(shell date +%s)
STEPS ?= 6
# The tests choose their own settings and databases, whatever this shell is set up for.
unexport DATABASE_URL DJANGO_SETTINGS_MODULE
# Some containers say that nothing compiled is to be kept. Each of the many processes here would compile all of it anew.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv/bin/python
PYTEST := $(VENV) -m pytest
# Where make itself is killed outright, what it runs is told to stop: see scripts/tying.py.
TIED := setpriv --pdeathsig TERM --

.DEFAULT_GOAL := help
.PHONY: demo run test fuzz kill soak walk bench pictures help check lint format css lock clean

demo: ## Set up whatever is missing and serve the site with demo courses and people (PORT=8000)
	@$(PYTHON) -m scripts.bootstrap demo
	@$(TIED) $(VENV) -m scripts.demo

run: ## Set up whatever is missing and serve the site as in production: PostgreSQL, two web processes (PORT=8000)
	@$(PYTHON) -m scripts.bootstrap run
	@$(TIED) $(VENV) -m scripts.run

test: ## Set up whatever is missing and run every check and test, on SQLite and on PostgreSQL
	@$(PYTHON) -m scripts.bootstrap test
	@$(TIED) $(VENV) -m scripts.suite

kill: ## Kill processes of the production arrangement, on PostgreSQL and SQLite, each test TIMES=20 times
	@$(PYTHON) -m scripts.bootstrap test
	@TIMES=$${TIMES:-20} $(PYTEST) tests/kill -q -p no:randomly -m ''

soak: ## Run random histories of everybody's acts on both databases (COUNT=10000 SEED=by chance STEPS=6)
	@$(PYTHON) -m scripts.bootstrap test
	@SOAK_COUNT=$(COUNT) SOAK_SEED=$(SEED) SOAK_STEPS=$(STEPS) $(VENV) -m scripts.soak

bench: ## Measure every goal of speed as in production, into docs/speed.md (about ten minutes, the machine otherwise idle)
	@$(PYTHON) -m scripts.bootstrap test
	@$(VENV) -m scripts.bench

check: ## Run the quick tests: SQLite only, no browser
	@$(PYTHON) -m scripts.bootstrap test
	@$(PYTEST) -n 2 --ignore=tests/journeys

fuzz: ## Send 20,000 odd requests at every address, on SQLite and on PostgreSQL (FUZZ_COUNT=…, FUZZ_SEED=…)
	@$(PYTHON) -m scripts.bootstrap test
	@FUZZ_COUNT=$${FUZZ_COUNT:-20000} FUZZ_SEED=$${FUZZ_SEED:-$$(date +%s)} $(PYTEST) tests/fuzz -k odd -q -s -n 0
	@FUZZ_COUNT=$${FUZZ_COUNT:-20000} FUZZ_SEED=$${FUZZ_SEED:-$$(date +%s)} $(VENV) -m scripts.postgres $(PYTEST) tests/fuzz -k odd -q -s -n 0

walk: ## Take the demo's courses as somebody of each role, and write a question of each type, all in a browser
	@$(PYTHON) -m scripts.bootstrap test
	@$(PYTEST) tests/journeys/test_roles.py tests/journeys/test_authoring.py -m walk -n 2 --dist loadfile

pictures: ## Draw the pictures of docs/questions/ anew, from the real screens
	@$(PYTHON) -m scripts.bootstrap test
	@$(VENV) -m scripts.pictures

lint: ## Check style: ruff for Python, djLint for templates
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .
	@$(VENV) -m djlint --quiet --check templates
	@$(VENV) -m djlint --quiet --lint templates

format: ## Put Python and templates into the agreed style
	@$(VENV) -m ruff check --fix .
	@$(VENV) -m ruff format .
	@$(VENV) -m djlint --quiet --reformat templates

css: ## Build the style sheet and the script anew
	@$(PYTHON) -m scripts.bootstrap css

lock: ## Work the lock files out anew, after a change of dependencies (UPGRADE=1 takes the newest)
	@$(PYTHON) -m scripts.bootstrap test
	@$(VENV) -m scripts.lock

clean: ## Remove all that the other commands made, the demo's data included
	@rm -rf .venv node_modules build var .setup .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## List these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16
