/* cron_fuzz: any bytes as a cron line; what is taken is one or two rules. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "domain/recurrence.h"

#include "base/banned.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new((size_t)64 << 20);
	struct str text = { n > 0 ? (const char *)data : NULL, n };
	struct date first = { 2026, 11, 21 };
	struct recurrence r = { 0 };
	const char *why = NULL;

	if (recurrence_cron(text, first, a, &r, &why) == OK) {
		assert(r.n == 1 || r.n == 2);
		fuzz_expand(&r, a);
	} else {
		assert(r.n == 0 && strncmp(why, "cron-", 5) == 0);
	}
	arena_free(a);
	return 0;
}
