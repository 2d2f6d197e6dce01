/*
 * field: one value on its way into a form's struct.  The same readers serve
 * pages and the API; what differs is only who brings the text.
 */
#ifndef WATCHBILL_WEB_FIELD_H
#define WATCHBILL_WEB_FIELD_H

#include <stdbool.h>

#include "base/str.h"
#include "web/form.h"

/* Which row, how it is called in full, and where its value goes. */
struct field_at {
	struct act *act;
	const struct field *field;
	const char *name;		/* "recurrence.weekly.0.at" */
	void *to;
};

/* Puts what the row gives when nothing came in; a group's rows each. */
void field_absent(const struct field *f, void *to);

/*
 * field_read(at, v): v into *at->to, as the row's kind wants it; DAYS and IDS
 * add the one that v is.  Not for BOOL, INT and IDS of JSON, GROUP and LIST.
 *
 * Gives    false after a refusal at at->name; *at->to is untouched then.
 * Takes    any bytes, not empty.
 */
bool field_read(const struct field_at *at, struct str v);
/* JSON's numbers and truths have their own kind. */
bool field_read_int(const struct field_at *at, int64_t v);
bool field_add_id(const struct field_at *at, int64_t id);
void field_put_bool(const struct field_at *at, bool v);

/* Notes an E_INVALID refusal at at->name; gives false. */
bool field_refuse(const struct field_at *at, const char *reason);

#endif
