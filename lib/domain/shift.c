/*
 * shift: how well a shift is filled.  Colour, number and text of every list
 * come from this one judgement.
 */
#include "domain/shift.h"

#include <assert.h>

#include "base/banned.h"

static const char *const names[COVERAGE__MAX] = {
	[COVERAGE_NOBODY] = "nobody",
	[COVERAGE_SHORT] = "short",
	[COVERAGE_ENOUGH] = "enough",
	[COVERAGE_FULL] = "full",
};

enum coverage
shift_coverage(int64_t taken, int64_t needed, int64_t seats)
{
	/* A coordinator may have made the shift smaller than its bookings. */
	if (taken >= seats)
		return COVERAGE_FULL;
	if (taken >= needed)
		return COVERAGE_ENOUGH;
	return taken > 0 ? COVERAGE_SHORT : COVERAGE_NOBODY;
}

const char *
coverage_name(enum coverage c)
{
	assert(c > 0 && c < COVERAGE__MAX);
	return names[c];
}

int64_t
shift_missing(int64_t taken, int64_t needed)
{
	return taken < needed ? needed - taken : 0;
}

bool
shift_is_open(int64_t starts_at, int64_t now)
{
	return now < starts_at;
}
