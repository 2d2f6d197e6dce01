/*
 * forms_rows: what forms_*.c share.  Each has a row per field of the forms and
 * queries of its area: what a page shows (label, hint, box), what the API
 * describes, and what is checked before a handler sees anything.  Its header
 * has the typed structs that handlers get; what is absent has the value that
 * form.h tells.
 */
#ifndef WATCHBILL_WEB_FORMS_ROWS_H
#define WATCHBILL_WEB_FORMS_ROWS_H

#include "web/form.h"

#define AT(type, member) .offset = offsetof(struct type##_form, member)

#define PHONE(type, label_, hint_) { \
	.control = { .name = "phone", .label = label_, .hint = hint_, \
	    .widget = WIDGET_TEL, .required = true, .min = 3, .max = 32, \
	    .autocomplete = "tel", .size = "w16" }, \
	.kind = FIELD_LINE, AT(type, phone) }
#define VERSION(type) { \
	.control = { .name = "version", .widget = WIDGET_HIDDEN, \
	    .min = 1, .max = INT32_MAX }, \
	.kind = FIELD_INT, AT(type, version) }
#define AFTER(type) { \
	.control = { .name = "after" }, .kind = FIELD_CURSOR, AT(type, after) }

#endif
