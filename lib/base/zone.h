/*
 * zone: IANA time zones.  A zone is loaded once per process, by a name that
 * stands in tzdata's list (glibc silently reads an unknown name as UTC), into
 * a table of transitions; conversions never touch TZ again.
 */
#ifndef WATCHBILL_BASE_ZONE_H
#define WATCHBILL_BASE_ZONE_H

#include <stddef.h>
#include <stdint.h>

#include "base/civil.h"
#include "base/status.h"

struct zone;

/*
 * zone_find(name, ret): the zone of that name.
 *
 * Takes    a name of tzdata.zi, zone or link, in its spelling; not "Factory".
 * Gives    its offsets from 1970 to 2101; before and after, the nearest.
 * Fails    E_INVALID: not in the list; E_FAULT: no list, or no file for it.
 * Owns     the process; *ret stays valid until exit.  Loading one sets TZ for
 *          some 2 ms and puts it back: before any second thread.
 * Source   PRODUCT rule 1; FACTS "Time" 2.
 */
MUST_USE enum status zone_find(struct str name, const struct zone **ret);
const char *zone_name(const struct zone *z);
int zone_offset_s(const struct zone *z, int64_t at);
struct civil zone_civil(const struct zone *z, int64_t at);
struct date zone_date(const struct zone *z, int64_t at);
/*
 * zone_instant(z, c): the instant of a wall time.  In a gap: with the offset
 * before it, so it lands as much later (RFC 5545 3.3.5).  In a fold: the first.
 */
int64_t zone_instant(const struct zone *z, struct civil c);
/* The instant at which a local day begins (its first existing minute; of a
 * day that was left out altogether, the next one's). */
int64_t zone_midnight(const struct zone *z, struct date d);
/* All names, sorted by byte, for a form's list; *ret_n == 0 without tzdata. */
const char *const *zone_names(size_t *ret_n);

#endif
