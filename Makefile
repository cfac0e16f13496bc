# Allt körs i den egna miljön .venv, som görs i ordning första gången och när beroendena ändrats.
SHELL := /bin/sh
PYTHON ?= python3
YEAR ?= 2024
UV := uv==0.13.9
CHECKERS := axe-core@4.14.1 html_codesniffer@2.5.1 vnu-jar@26.9.27
# De här granskarna av arkivpaket kräver äldre versioner av annat, och får en egen miljö.
ARCHIVE_CHECKERS := eark-validator==1.1.3 roc-validator==0.13.0
# Hur reglagen visas i webbläsaren: inställningar, och en sida som inte hämtar något utifrån.
WHAT_IF := lib/namndbok/proposals/scenario/jupyter
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)
READY := .venv/.ready
TESTABLE := .venv/.testable
# Miljön duger om den skapades i just den här mappen och dess Python fortfarande finns.
USABLE := grep -qsF '$(CURDIR)/.venv' .venv/bin/activate && .venv/bin/python -c 'import pip' 2>/dev/null
unexport PYTHONHOME PYTHONPATH PIP_TARGET PIP_USER

.DEFAULT_GOAL := help
.PHONY: help report build check test lab what-if bench checkers lock clean unusable

help: ## Visa den här listan
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

report: $(READY) ## Gör årets rapport: make report YEAR=2024
	@.venv/bin/namndbok report $(YEAR)

build: $(READY) ## Gör alla årets papper: make build YEAR=2024
	@.venv/bin/namndbok build $(YEAR)

check: $(READY) ## Kontrollera tabellerna och visa avvikelserna
	@.venv/bin/namndbok check

test: $(TESTABLE) ## Kör testerna; några av dem: make test ARGS="-k economy"
	@.venv/bin/pytest --numprocesses=auto --dist=worksteal $(ARGS)

lab: $(READY) ## Öppna arbetsboken i JupyterLab
	@.venv/bin/jupyter lab notebooks --ip=127.0.0.1 --KernelManager.transport_encryption=auto $(AS_ROOT)

what-if: $(READY) ## Pröva en annan kostnadsfördelning med reglage i webbläsaren
	@JUPYTER_PATH=$(WHAT_IF) .venv/bin/jupyter server --config=$(WHAT_IF)/what_if.json $(AS_ROOT)

bench: $(TESTABLE) ## Mät hur fort det går
	@.venv/bin/pytest tests/benchmarks $(ARGS)

checkers: .checkers/.ready ## Hämta granskarna av webbsidor och arkivpaket som testerna använder (kräver npm)

LOCKING := --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
  --no-emit-index-url --no-annotate --custom-compile-command "make lock"

lock: ## Räkna om låsfilerna; med nyare versioner: make lock ARGS=--upgrade
	@echo "Räknar om requirements.lock och requirements-test.lock …"
	@tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && \
	$(PYTHON) -m venv "$$tmp" && "$$tmp/bin/python" -m pip install -qq $(UV) && \
	"$$tmp/bin/uv" pip compile pyproject.toml $(LOCKING) --output-file requirements.lock --extra build $(ARGS) && \
	"$$tmp/bin/uv" pip compile pyproject.toml $(LOCKING) --output-file requirements-test.lock --extra build \
	  --extra test --constraints requirements.lock $(ARGS)

clean: ## Ta bort miljön, granskarna och allt tillfälligt
	@rm -rf .venv .checkers .pytest_cache .ruff_cache .hypothesis reports/failed reports/.staging*
	@find lib tests notebooks \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +

ifneq ($(shell $(USABLE) && echo yes),yes)
$(READY): unusable
endif

$(READY): requirements.lock pyproject.toml $(wildcard lib/namndbok/show/template/*)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Nämndbok behöver Python 3.11 eller nyare. Ange var den finns: make PYTHON=python3.12 report" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python saknar venv. På Debian och Ubuntu: sudo apt install python3-venv" >&2; exit 2; }
	@echo "Gör i ordning Pythonmiljön i .venv; första gången tar det någon minut …"
	@{ $(USABLE); } || $(PYTHON) -m venv --clear .venv
	@.venv/bin/python -m pip install -qq --require-hashes -r requirements.lock
	@.venv/bin/python -m pip install -qq --no-deps --no-build-isolation --editable .
	@.venv/bin/python -c 'import matplotlib.font_manager' 2>/dev/null # annars säger den första rapporten att den letar typsnitt
	@touch $@

$(TESTABLE): $(READY) requirements-test.lock
	@echo "Lägger till det som testerna behöver …"
	@.venv/bin/python -m pip install -qq --require-hashes -r requirements-test.lock
	@touch $@

.checkers/.ready: Makefile
	@command -v npm >/dev/null || { echo "npm saknas. På Debian och Ubuntu: sudo apt install npm" >&2; exit 2; }
	@echo "Hämtar granskarna till .checkers …"
	@mkdir -p .checkers
	@npm install --prefix .checkers --no-save --no-audit --no-fund --ignore-scripts --loglevel=error $(CHECKERS)
	@$(PYTHON) -m venv --clear .checkers/python
	@.checkers/python/bin/python -m pip install -qq $(ARCHIVE_CHECKERS)
	@touch $@
