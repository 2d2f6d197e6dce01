/* expand: the promises of recurrence.h about a recurrence that was taken. */
#include "fuzz.h"

#include <assert.h>

#include "base/zone.h"
#include "domain/recurrence.h"

#include "base/banned.h"

#define FROM INT64_C(1795219200)	/* 2026-11-21 */

void
fuzz_expand(const struct recurrence *r, struct arena *a)
{
	struct schedule_time t = { .recurrence = r, .duration_s = 3600 };
	struct span span = { FROM, FROM + INT64_C(86400) * 400 };
	struct occurrences o = { 0 };
	enum status s;
	size_t i;

	s = zone_find(STR("Europe/London"), &t.zone);
	assert(s == OK);
	for (i = 0; i < r->n; i++)
		assert((unsigned)recurrence_say(&r->rule[i]).says < SAYS__MAX);
	if (recurrence_expand(&t, span, a, &o) != OK)
		return;
	assert(o.n <= RECURRENCE_LIMIT);
	for (i = 0; i < o.n; i++) {
		assert(o.v[i].starts_at >= span.from);
		assert(o.v[i].starts_at < span.until);
		assert(i == 0 || o.v[i - 1].starts_at < o.v[i].starts_at);
	}
}
