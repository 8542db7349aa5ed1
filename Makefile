# Every command of the project. Tools of the project's own (Node 22 among them) lie in node_modules, installed by setup.
SHELL := /bin/sh
NODE := node_modules/.bin/node --disable-warning=ExperimentalWarning
TERRAFORM := $(shell command -v terraform || command -v tofu)

.PHONY: help setup build release demo down env doctor test soak faults conformance mutation check-tfvars bench coverage lint typecheck format format-check docs docs-check audit clean
.DEFAULT_GOAL := help

help: ## What there is to make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1	/' | expand -t 20

setup: ## Check the tools, install the Node packages
	@scripts/setup

build: setup ## dist/darkroom-arm64.zip, dist/darkroom-x86_64.zip and dist/edge.js
	@$(NODE) handler/build.ts
	@$(NODE) edge/build.ts

release: setup ## What users of a version download, in dist/release: VERSION=1.2.0; ARGS=--draft to try it
	@$(NODE) scripts/release.ts "$(VERSION)" $(ARGS)

demo: setup ## The whole stack on this machine; PHOTOS=folder for your own photographs
	@$(NODE) local/demo.ts $(if $(PHOTOS),"$(PHOTOS)")

down: setup ## Remove the demo's stack
	@$(NODE) local/down.ts

env: setup ## Shell exports for the demo's stack: eval "$$(make -s env)"
	@$(NODE) local/env.ts

doctor: setup ## Whether the demo's stack behaves as Darkroom assumes; ARGS=--json, and other options
	@$(NODE) local/doctor.ts $(ARGS)

test: setup ## All tests; ONLY=unit, runtime, terraform, emulator or e2e for some
	@$(NODE) test/run.ts $(ONLY)

soak: setup ## Uploads while everything goes wrong, and whether all comes right; N=10000 SEED=1, REUSE=1 keeps the stack
	@$(NODE) test/faults/soak.ts $(if $(N),--originals $(N)) $(if $(SEED),--seed $(SEED)) $(if $(REUSE),--reuse)

faults: setup ## Outages, crowds and functions that run out of memory; ONLY=outages for some
	@$(NODE) test/faults/scenarios.ts $(ONLY)

conformance: setup ## The store and the flow against MiniStack and moto, and where these differ from AWS
	@$(NODE) test/conformance/run.ts

mutation: setup ## Small changes to the product, each of which a test has to notice (hours); ONLY=edge, keys, store or reconcile
	@$(NODE) test/mutation/run.ts $(ONLY)

check-tfvars: setup ## Unknown names in tfvars and examples
	@$(NODE) scripts/check-tfvars.ts

bench: setup ## How fast it is, beside ImageMagick and the practical limit; PHOTOS=folder, WRITE=1 for bench/RESULTS.md
	@$(NODE) bench/run.ts $(if $(PHOTOS),--photos "$(PHOTOS)") $(if $(WRITE),--write)

coverage: setup ## How much of the code the unit tests run: coverage/, and a table
	@npm run --silent coverage

lint: setup ## ESLint, knip, tflint, ShellCheck and actionlint
	@scripts/lint

typecheck: setup ## TypeScript, without writing anything; the example has packages of its own
	@npm run --silent typecheck
	@cd examples/cdktf && { [ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error; } && npm run --silent typecheck

format: setup ## Prettier and terraform fmt
	@npm run --silent format
	@$(TERRAFORM) fmt -recursive

format-check: setup ## The same, without writing anything
	@npm run --silent format:check
	@$(TERRAFORM) fmt -check -diff -recursive

docs: setup ## The parts of docs that are written from the code
	@for page in docs docs:security schemas; do npm run --silent $$page || exit 1; done

docs-check: setup ## Whether they say what it says
	@for page in docs docs:security schemas; do npm run --silent $$page -- --check || exit 1; done

audit: setup ## Known weaknesses of the packages that run in production
	@npm run --silent audit

clean: down ## Remove everything that make made
	@rm -rf .local dist
