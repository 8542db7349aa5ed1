# Every command of the project. The project's own tools (including Node 22) are in node_modules, installed by setup.
SHELL := /bin/sh
NODE := node_modules/.bin/node --disable-warning=ExperimentalWarning
TERRAFORM := $(shell command -v terraform || command -v tofu)

.PHONY: help setup build release demo playground screenshots apps down env emulator emulator-down doctor doctor-faults darkroom test soak faults examples overlay client conformance quality sheets oracle heic mutation check-tfvars plan apply bench timeline sweep-scale backfill-figures interleavings coverage lint typecheck format format-check docs docs-check audit clean
.DEFAULT_GOAL := help

help: ## List all targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1	/' | expand -t 20

setup: ## Check the required tools and install the Node packages
	@scripts/setup

build: setup ## Build dist/darkroom-arm64.zip, dist/darkroom-x86_64.zip, dist/darkroom-playground.zip and dist/edge.js; HEIC=1 adds a decoder of HEIC
	@$(NODE) handler/build.ts $(if $(filter 1,$(HEIC)),--heic)
	@$(NODE) edge/build.ts
	@$(NODE) playground/aws/build.ts

release: setup ## Build a version's downloads in dist/release: VERSION=1.2.0; ARGS=--draft for a trial run
	@$(NODE) scripts/release.ts "$(VERSION)" $(ARGS)

demo: setup ## Run the whole stack on this machine; PHOTOS=folder for your own photos
	@$(NODE) local/demo.ts $(if $(PHOTOS),"$(PHOTOS)")

playground: setup ## Test the page that make demo leads to, in Chromium, on the running demo
	@npm run --silent jest -- --selectProjects playground --runInBand

screenshots: setup ## Pictures of each state of the running demo's page in .local/screenshots, to look at; ONLY=compare for one
	@$(NODE) test/playground/screenshots.ts $(ONLY)

apps: setup ## Build the smallest app of Next, Nuxt, Astro and Vite for the running demo, and test them in Chromium
	@$(NODE) test/front-end/run.ts

down: setup ## Remove the demo's stack
	@$(NODE) local/down.ts

env: setup ## Print shell exports for the demo's stack: eval "$$(make -s env)"
	@$(NODE) local/env.ts

emulator: setup ## Start an emulator for a stack of your own, and print its shell exports: eval "$$(make -s emulator)"; REGION=eu-central-1
	@$(NODE) local/own.ts start $(REGION)

emulator-down: setup ## Remove the emulator of make emulator, with everything in it
	@$(NODE) local/own.ts stop

doctor: setup ## Check that the demo's stack behaves as Darkroom assumes; ARGS=--json and other options
	@$(NODE) local/darkroom.ts doctor $(ARGS)

doctor-faults: setup ## Break a stack in every way of a list, one after the other: the doctor names each by the right check; ONLY="an alarm rings"
	@$(NODE) test/e2e/doctor-faults/run.ts $(ONLY)

darkroom: setup ## Run any command of darkroom on the demo's stack: ARGS="status", ARGS="explain sea.jpg"
	@$(NODE) local/darkroom.ts $(ARGS)

test: setup ## Run all tests; ONLY=unit, runtime, terraform, emulator or e2e for one kind
	@$(NODE) test/run.ts $(ONLY)

soak: setup ## Upload under constant faults, then verify the final state; N=10000 SEED=1, REUSE=1 reuses the stack
	@$(NODE) test/faults/soak.ts $(if $(N),--originals $(N)) $(if $(SEED),--seed $(SEED)) $(if $(REUSE),--reuse)

faults: setup ## Run the fault scenarios: outages, crowds, functions out of memory; ONLY=outages for one
	@$(NODE) test/faults/scenarios.ts $(ONLY)

interleavings: setup ## Simulate RUNS=20000 random interleavings for each property of them, where make test has hundreds
	@DARKROOM_RUNS=$(or $(RUNS),20000) npm run --silent test:unit -- test/unit/reconcile/interleavings test/unit/reconcile/stragglers test/unit/render/interleavings

examples: setup ## Apply each example to the emulator, test and destroy it; ONLY=basic for one
	@$(NODE) test/examples/run.ts $(ONLY)

overlay: setup ## Make the PNG of an overlay from an SVG: SVG=logo.svg PNG=logo.png WIDTH=1000 (pixels)
	@$(NODE) scripts/rasterise.ts "$(SVG)" "$(or $(PNG),$(SVG:.svg=.png))" "$(or $(WIDTH),1000)"

client: setup ## Check the npm package: its packaging and types, its adapters against the real frameworks, the code of its pages
	@$(NODE) packages/client/contracts/run.ts

conformance: setup ## Test the store and the flow against MiniStack and moto, with their known differences from AWS
	@$(NODE) test/conformance/run.ts

oracle: setup ## Compare all pictures of public test suites with what Pillow makes of them; SUITES=folder without access to GitHub
	@$(NODE) test/oracle/run.ts $(if $(SUITES),--suites "$(SUITES)") $(if $(ONLY),--only "$(ONLY)")

sheets: setup ## Contact sheets of the same pictures in .local/oracle/sheets, to look at; ONLY=text for some
	@$(NODE) test/oracle/sheets.ts $(if $(SUITES),--suites "$(SUITES)") $(if $(ONLY),--only "$(ONLY)")

heic: setup ## Read HEIC of phones and hostile files with the zip of make build HEIC=1; SUITES=folder without access to GitHub, MUTANTS=4000
	@$(NODE) test/heic/run.ts $(if $(SUITES),--suites "$(SUITES)") $(if $(MUTANTS),--mutants $(MUTANTS))

mutation: setup ## Mutation testing: a test must detect each small change to the code (hours); ONLY=edge, keys, store, reconcile or files of theirs
	@$(NODE) test/mutation/run.ts $(ONLY)

check-tfvars: setup ## Find unknown names in tfvars files and module calls; PATH_TO=file or folder, this project by default
	@$(NODE) ops/main.ts check-tfvars $(if $(PATH_TO),"$(PATH_TO)")

plan: build ## Plan one environment of examples/environments and keep the plan: ENV=dev; DIR=folder for a root of your own
	@$(NODE) scripts/environment.ts plan "$(ENV)" $(if $(DIR),"$(DIR)")

apply: setup ## Carry out the plan that make plan kept: ENV=dev; DIR=folder for a root of your own
	@$(NODE) scripts/environment.ts apply "$(ENV)" $(if $(DIR),"$(DIR)")

bench: setup ## Measure speed, compared with ImageMagick and the practical limit; PHOTOS=folder, IMGPROXY=binary, WRITE=1 writes bench/RESULTS.md
	@$(NODE) bench/run.ts $(if $(PHOTOS),--photos "$(PHOTOS)") $(if $(IMGPROXY),--imgproxy "$(IMGPROXY)") $(if $(WRITE),--write)

timeline: setup ## Show what one upload waits for, at a store that answers each request after DELAY=30 ms
	@$(NODE) bench/timeline/run.ts $(if $(DELAY),--delay $(DELAY))

sweep-scale: setup ## Simulate a sweep over N=100000000 originals, without objects: memory, requests, time, dollars; ARGS="--memory 1769" and others
	@$(NODE) bench/sweep/run.ts $(if $(N),--originals $(N)) $(ARGS)

backfill-figures: setup ## Adopt N=10000 small photos on an emulator of its own, and make one preset more of them: originals an hour, and a dollar
	@$(NODE) bench/backfill/run.ts $(if $(N),--originals $(N))

quality: setup ## Compare bytes and quality of photographs with the recorded ones, by SSIMULACRA2 (needs cargo); WRITE=1 records them
	@$(NODE) bench/perception/run.ts $(if $(WRITE),--write)

coverage: setup ## Coverage of the unit tests: a table, and details in coverage/
	@npm run --silent coverage

lint: setup ## Run ESLint, knip, tflint, ShellCheck and actionlint
	@scripts/lint

typecheck: setup ## Check the types, including the CDKTF example, which has its own packages
	@npm run --silent typecheck
	@cd examples/cdktf && { [ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error; } && npm run --silent typecheck

format: setup ## Format with Prettier and terraform fmt
	@npm run --silent format
	@$(TERRAFORM) fmt -recursive

format-check: setup ## Check the formatting without writing
	@npm run --silent format:check
	@$(TERRAFORM) fmt -check -diff -recursive

docs: setup ## Regenerate the parts of the docs that are generated from code
	@for page in docs docs:cost docs:security schemas; do npm run --silent $$page || exit 1; done

docs-check: setup ## Check that the generated docs are up to date
	@for page in docs docs:cost docs:security schemas; do npm run --silent $$page -- --check || exit 1; done

audit: setup ## Check production packages for known vulnerabilities
	@npm run --silent audit

clean: down ## Remove everything that make created
	@rm -rf .local dist
