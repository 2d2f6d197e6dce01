/*
 * html: escaping by place, and the controls of forms.  A control is told
 * once, in the row of its form; the page says only where it stands.
 */
#ifndef WATCHBILL_VIEW_HTML_H
#define WATCHBILL_VIEW_HTML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

void html_text(struct buf *b, struct str s);		/* & < > */
void html_attribute(struct buf *b, struct str s);	/* and " */
/* Percent-encoded, as one segment of a path or one value of a query. */
void html_segment(struct buf *b, struct str s);
/*
 * html_url_is_safe(s): whether s may stand in href or action: http, https,
 * tel, sms, mailto, geo, own paths, "?..." and "#...".  White space, controls
 * and backslashes make any address unsafe: browsers drop or turn them, and
 * "/\t/elsewhere" would lead elsewhere.
 */
bool html_url_is_safe(struct str s);
/* The same, and of this site: what an image or a script may come from. */
bool html_url_is_own(struct str s);

enum widget {
	WIDGET_NONE = 0,	/* never on a page */
	WIDGET_TEXT, WIDGET_TEL, WIDGET_CODE, WIDGET_DATE, WIDGET_TIME,
	WIDGET_NUMBER, WIDGET_TEXTAREA, WIDGET_SELECT, WIDGET_RADIOS,
	WIDGET_CHECKBOX, WIDGET_DAYS, WIDGET_SEARCH, WIDGET_HIDDEN,
	WIDGET_HONEYPOT, WIDGET__MAX
};

struct choice {
	const char *value;
	const char *label;	/* N_() message */
	const char *hint;	/* N_() message, or NULL */
};

struct control {
	const char *name;	/* "phone"; a page sends the name w:field gives,
				   nested: "recurrence.cron" */
	const char *label;	/* N_() message */
	const char *hint;	/* N_() message, or NULL */
	enum widget widget;
	bool required;
	bool depends;		/* on other answers whether it is needed: so
				   not marked as optional either */
	int64_t min, max;	/* of a number; of a text's code points */
	const char *autocomplete;	/* HTML token, or NULL */
	const char *size;	/* class: "w4" "w8" "w16", or NULL for full */
	/* SELECT, RADIOS, DAYS; .value NULL ends.  NULL: page.choices.<name>,
	 * a list of {value, label}. */
	const struct choice *choices;
	bool secret;		/* never given back */
};

#endif
