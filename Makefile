# make         builds ./briefingbot
# make run     shows the briefing of the seeds and answers at a prompt
# make test    installs what the tests need, runs everything
# make slow    what takes too long for every change
# make bench   the benchmarks, one table
# make eval    the labelled evaluations, where the data lies beside the project
TAGS := goolm
GO   := go
PKGS := ./...

build:
	CGO_ENABLED=0 $(GO) build -trimpath -tags $(TAGS) -ldflags '-s -w' -o briefingbot ./bot

run:
	$(GO) run -tags $(TAGS) ./bot

test: setup check unit race fuzz image

setup:
	.ci/setup

check:
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$unformatted" ] || { echo "not gofmt'ed: $$unformatted"; exit 1; }
	$(GO) mod verify
	$(GO) mod tidy -diff
	$(GO) vet -tags $(TAGS) $(PKGS)
	$(GO) build $(PKGS)
	CGO_ENABLED=0 $(GO) build $(PKGS)
	.tools/staticcheck -tags $(TAGS) $(PKGS)

unit:
	CI=true $(GO) test -tags $(TAGS) $(PKGS)

# bot/schedule takes minutes under the race detector (its databases are Go code
# too): it has its turn in "make slow".
race:
	$(GO) test -race -short -tags $(TAGS) $$($(GO) list -tags $(TAGS) $(PKGS) | grep -v bot/schedule)

# What takes too long for every change: an hour or so.
slow: setup
	$(GO) test -race -short -tags $(TAGS) ./bot/schedule
	.ci/fuzz 20
	SLACK_SOAK=1 $(GO) test -tags $(TAGS) -run TestSoak -v -timeout 30m ./adapters/slack
	SCHEDULE_TEST_KILLS=1000 $(GO) test -tags $(TAGS) -run 'RandomKills|ReplicasKilled|HazardsOfReplicas' -v -timeout 90m ./bot/schedule

fuzz:
	.ci/fuzz 1

image:
	.ci/image

bench:
	.ci/bench

eval: build
	.ci/eval

.NOTPARALLEL:
.PHONY: build run test slow setup check unit race fuzz image bench eval
.DEFAULT_GOAL := build
