/*
 * json_scan: the half of json_in that judges: RFC 8259 to the letter, plus
 * the limits.  Nobody else's.
 */
#ifndef WATCHBILL_BASE_JSON_SCAN_H
#define WATCHBILL_BASE_JSON_SCAN_H

#include <stdbool.h>

#include "base/str.h"

struct arena;

#define JSON_LEVELS 32		/* of lists and maps within each other */
#define JSON_ITEMS 1000		/* of one list */
#define JSON_MEMBERS 256	/* of one map */
#define JSON_VALUES 10000	/* in all */

/*
 * json_scan(s, a, ret_why): whether s is one JSON value within the limits.
 *
 * Takes    memory from a for the names it compares.
 * Fails    false, *ret_why a constant English phrase.
 */
bool json_scan(struct str s, struct arena *a, const char **ret_why);

#endif
