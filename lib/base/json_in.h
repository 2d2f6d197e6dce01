/*
 * json_in: the strict reader.  json-c parses; before it a scanner refuses
 * what json-c lets pass (FACTS "json-c" 1): duplicate keys, NaN, numbers that
 * do not fit, single quotes, comments, trailing data, a BOM, \u0000, lone
 * surrogates, invalid UTF-8; depth and array limits.
 */
#ifndef WATCHBILL_BASE_JSON_IN_H
#define WATCHBILL_BASE_JSON_IN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"

struct arena;

enum json_kind { JSON_NULL, JSON_BOOL, JSON_INT, JSON_REAL, JSON_TEXT,
	JSON_LIST, JSON_MAP, JSON__MAX };

struct json {
	enum json_kind kind;
	const char *key;		/* inside a map, else NULL */
	bool truth;
	int64_t number;			/* JSON_INT: exact; 1.0 and 1e3 are
					 * REAL, checked but not kept */
	struct str text;		/* JSON_TEXT, valid UTF-8, no NUL */
	const struct json *child;	/* n of them, in the source's order */
	size_t n;
};

/*
 * json_read(s, a, ret, ret_why): the one value that s is.
 *
 * Takes    at most 32 levels, 1000 items in a list, 256 members of a map and
 *          10000 values in all, which bounds what it takes of the arena to
 *          some 2 MB and four times the text.
 * Fails    E_MALFORMED, *ret_why a constant English phrase; E_FAULT: json-c
 *          got no memory.  ret is untouched.
 * Owns     memory from a: text and keys are copies.
 * Source   ACCEPTANCE IN-02, HT-10; RFC 8259.
 */
MUST_USE enum status json_read(struct str s, struct arena *a,
    struct json *ret, const char **ret_why);
/* The member of that name, or NULL; NULL too if map is NULL or no map. */
const struct json *json_get(const struct json *map, const char *key);

#endif
