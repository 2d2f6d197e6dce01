/*
 * form: what may come in, as tables.  A row per field, parsed into a typed
 * struct at an offset; a handler never sees a string where a number is meant.
 * URL-encoded bodies, queries and JSON bodies go through the same rows.
 *
 * Unknown and repeated fields are refused, an empty value is an absent one.
 * All errors are collected.  Rows check shape only; what needs knowledge is
 * judged in the use case.
 */
#ifndef WATCHBILL_WEB_FORM_H
#define WATCHBILL_WEB_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"
#include "view/html.h"
#include "view/model.h"

struct arena;

/* kind: what stands at the offset, and its value when absent */
enum field_kind {
	FIELD_UNSET = 0,
	FIELD_LINE,	/* const char *, utf8_is_line; NULL */
	FIELD_TEXT,	/* const char *, utf8_is_text; NULL */
	FIELD_INT,	/* int64_t within min..max; FIELD_NO_INT */
	FIELD_BOOL,	/* bool; false.  HTML: "1" or "on" */
	FIELD_WORD,	/* const char * out of choices; NULL */
	FIELD_DATE,	/* struct date, a real one; year 0 */
	FIELD_CLOCK,	/* int, minute of the day from HH:MM; -1 */
	FIELD_INSTANT,	/* int64_t, RFC 3339 or, in HTML queries, a date;
			   FIELD_NO_INT */
	FIELD_LOCAL,	/* struct civil, YYYY-MM-DDTHH:MM; date.year 0 */
	FIELD_HOURS,	/* int64_t, minutes from hours as typed: "4" "4.5" "4,5"
			   "4:30", within min..max minutes; FIELD_NO_INT.
			   Of pages only */
	FIELD_DAYS,	/* unsigned, bits 1 << MONDAY...: JSON ["MO"], HTML
			   repeated */
	FIELD_IDS,	/* struct field_ids, max different ones: JSON [12], HTML
			   repeated; none */
	FIELD_TOKEN,	/* const char *, token_is_wellformed; NULL; never given
			   back */
	FIELD_CURSOR,	/* struct field_cursor, "AT.ID"; id 0 */
	FIELD_GROUP,	/* a struct in place, by .of */
	FIELD_LIST,	/* struct field_list: up to max items, each by .of */
	FIELD__MAX
};

#define FIELD_NO_INT INT64_MIN
#define FIELD_ID_MAX (INT64_C(1) << 53)	/* what JSON carries exactly */

/* What a use case refuses of one of them it refuses at "shifts.12". */
struct field_ids {
	int64_t *v;
	size_t n;
};

/* Where a page of a list ended: req_next writes it, the next page gets it. */
struct field_cursor {
	int64_t at, id;
};

struct field_list {
	void *v;		/* n structs of .of->size bytes */
	size_t n;
};

enum field_face { FACE_BOTH = 0, FACE_PAGE, FACE_API };

struct field {
	struct control control;	/* .name: the JSON key; in HTML a group's field
				   is "group.key", a list's "list.0.key" */
	enum field_kind kind;
	enum field_face face;
	size_t offset;
	const struct form *of;
	int64_t otherwise;	/* what an absent INT or BOOL gets, if
				   has_otherwise */
	bool has_otherwise;
};

struct form {
	const char *name;
	const struct field *field;
	size_t n;
	size_t size;		/* of the struct it fills */
};

extern const struct form form_none;	/* takes nothing at all */

#define FORM(id, type) \
	const struct form form_##id = { #id, id##_fields, \
	    sizeof(id##_fields) / sizeof(id##_fields[0]), sizeof(type) }

/* The row of that name at this level; NULL if there is none. */
const struct field *form_row(const struct form *f, struct str name);
/* The row of a full name, "recurrence.weekly.0.at"; NULL if there is none. */
const struct field *form_find(const struct form *f, struct str name);
/* Its control, under the full name; NULL if none, or a group or list. */
const struct control *form_control(const struct form *f, const char *name,
    struct arena *a);

#endif
