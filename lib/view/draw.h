/*
 * draw: the pieces that controls are made of, in the classes of watchbill.css.
 * GOV.UK's pattern: label above, hint and error between label and box, both
 * named by the box.  What was typed and what is wrong are read from page.form
 * and page.error when the page is rendered.
 */
#ifndef WATCHBILL_VIEW_DRAW_H
#define WATCHBILL_VIEW_DRAW_H

#include "view/template_value.h"

struct drawing {
	struct compile *c;
	const struct element *e;	/* the one with w:field */
	const struct control *row;
	const char *name;		/* as sent: "recurrence.cron" */
	const char *id;			/* the name, dots turned to dashes */
	const char *class;		/* of e, "" without */
	struct value form, error;
	bool hint;			/* there is one */
};

/* Literal markup; the arguments are ours and need no escaping. */
void draw(struct drawing *d, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void draw_attribute(struct drawing *d, const char *name, const char *value);
/* <tag class="class ..., with the template's class, and wrong if it is. */
void draw_open(struct drawing *d, const char *tag, const char *class);
void draw_label(struct drawing *d);
void draw_legend(struct drawing *d);	/* with hint and error */
void draw_hint(struct drawing *d);
void draw_error(struct drawing *d);
/* aria-describedby, and aria-invalid where it is allowed. */
void draw_described(struct drawing *d, bool may_be_invalid);
void draw_box_class(struct drawing *d);
/* What was typed, as the value attribute; a secret never comes back. */
void draw_value(struct drawing *d);

/* The controls that choose, in draw_choice.c. */
void draw_select(struct drawing *d);
void draw_radios(struct drawing *d);
void draw_days(struct drawing *d);
void draw_checkbox(struct drawing *d);

#endif
