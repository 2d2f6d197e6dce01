/* rrule_fuzz: any bytes as an RRULE; what is taken is written, read again. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "domain/recurrence.h"
#include "domain/rrule.h"

#include "base/banned.h"

static void
reads_back(const char *text, struct arena *a)
{
	const char *why;
	struct rrule r;
	enum status s;

	s = rrule_parse(str_of(text), &r, &why);
	assert(s == OK);
	assert(strcmp(rrule_format(&r, a), text) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new((size_t)64 << 20);
	struct civil start = { { 2026, 11, 21 }, 8, 0, 0 };
	struct str text = { n > 0 ? (const char *)data : NULL, n };
	struct recurrence r = { 0 };
	const char *why = NULL;

	if (recurrence_rrule(text, start, a, &r, &why) == OK) {
		assert(r.n == 1);
		reads_back(r.rule[0].rrule, a);
		fuzz_expand(&r, a);
	} else {
		assert(r.n == 0 && strncmp(why, "rrule-", 6) == 0);
	}
	arena_free(a);
	return 0;
}
