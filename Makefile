# SPDX-License-Identifier: Apache-2.0
# The few commands of this project. A fresh machine needs Python 3.11 or later, git and make.

PYTHON ?= python3
VENV := .venv/bin
WITH_VENV := PATH="$(CURDIR)/$(VENV):$$PATH"

.DEFAULT_GOAL := help
.PHONY: help setup run demo-reset test rules bench gallery lint pins clean

help: ## show this text
	@echo "Pickface: what you can make"
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

setup: ## install what development needs into .venv and pwa/node_modules, and build the app
	@$(PYTHON) tools/setup.py dev

run: ## set up what is missing, make the demo site on first use, start the server
	@$(PYTHON) tools/setup.py run
	@$(WITH_VENV) $(VENV)/flask --app backend.app demo serve

demo-reset: ## throw the demo site away, to begin the tour anew (asks first)
	@$(PYTHON) tools/setup.py run
	@$(WITH_VENV) $(VENV)/flask --app backend.app demo reset

test: ## install what the tests need (browser and PostgreSQL too) and run everything
	@$(PYTHON) tools/setup.py dev
	@$(VENV)/python tools/check.py all

rules: ## the tests of the rules alone, in seconds: no Flask, no SQL, no browser
	@$(PYTHON) tools/setup.py dev
	@$(VENV)/python -m pytest -q tests/domain -m "not thorough"

lint: ## style and types only: ruff, mypy, tsc
	@$(PYTHON) tools/setup.py dev
	@$(VENV)/python tools/check.py lint

bench: ## measure; make bench ONLY=name runs one; results in bench/results.json
	@$(PYTHON) tools/setup.py dev
	@$(WITH_VENV) $(VENV)/python -m bench $(if $(ONLY),--only $(ONLY))

gallery: ## draw every screen of the handheld into var/gallery; make gallery ONLY=pack draws some
	@$(PYTHON) tools/setup.py dev
	@$(WITH_VENV) $(VENV)/python -m tools.gallery $(if $(ONLY),--only $(ONLY))

pins: ## after a change of requirements: write constraints.txt from what is installed
	@$(PYTHON) tools/setup.py pins

clean: ## throw away what was built and installed here (not the database in var/)
	rm -rf .venv .setup pwa/node_modules pwa/dist
