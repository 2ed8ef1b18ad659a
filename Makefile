# What machines and people run. `make check` is all of it, as a new machine would.

.PHONY: check test thorough times bench golden hooks

check:
	.ci/run

test:
	swift test

# No case is left out.
thorough:
	OCOP_THOROUGH=1 swift test

# One test after the other, the slowest last, each with the seconds it took by itself.
times:
	swift test --no-parallel 2>&1 | .ci/times

bench:
	swift build -c release
	.build/release/ocop-bench quick

# Records golden files anew and fails on purpose: read the difference before it is committed.
golden:
	RECORD_GOLDEN=1 swift test --filter OCOPTests

# Checks the format at every commit from now on.
hooks:
	git config core.hooksPath .ci/hooks
