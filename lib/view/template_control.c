/*
 * template_control: which widget is drawn how: the boxes one types in here,
 * those one chooses from in draw_choice.
 */
#include "view/template_control.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "view/draw.h"
#include "view/template_element.h"
#include "view/template_message.h"
#include "view/template_parse.h"

#include "base/banned.h"

static void
control_kind(struct drawing *d)
{
	static const char *const kinds[WIDGET__MAX] = {
		[WIDGET_TEL] = " type=\"tel\" inputmode=\"tel\"",
		[WIDGET_CODE] = " inputmode=\"numeric\"",
		[WIDGET_DATE] = " type=\"date\"",
		[WIDGET_TIME] = " type=\"time\"",
		[WIDGET_NUMBER] = " inputmode=\"numeric\"",
		[WIDGET_SEARCH] = " type=\"search\"",
	};

	if (kinds[d->row->widget] != NULL)
		template_emit(d->c, kinds[d->row->widget]);
	if (d->row->secret && d->row->widget == WIDGET_TEXT)
		draw(d, " type=\"password\"");
}

/* How many characters the longest number of the row has. */
static int
control_digits(const struct control *row)
{
	int low = snprintf(NULL, 0, "%lld", (long long)row->min);
	int high = snprintf(NULL, 0, "%lld", (long long)row->max);

	return low > high ? low : high;
}

static void
control_limits(struct drawing *d)
{
	enum widget w = d->row->widget;

	if (d->row->required)
		draw(d, " required");
	if (d->row->max <= 0 || w == WIDGET_DATE || w == WIDGET_TIME)
		return;
	if (w == WIDGET_CODE && d->row->min == d->row->max)
		draw(d, " pattern=\"[0-9]{%lld}\"", (long long)d->row->max);
	draw(d, " maxlength=\"%lld\"", w == WIDGET_NUMBER ?
	    (long long)control_digits(d->row) : (long long)d->row->max);
}

static void
control_input(struct drawing *d)
{
	draw_open(d, "div", "field");
	draw(d, ">\n");
	draw_label(d);
	draw_hint(d);
	draw_error(d);
	draw(d, "<input id=\"%s\" name=\"%s\"", d->id, d->name);
	draw_box_class(d);
	control_kind(d);
	if (d->row->autocomplete != NULL)
		draw_attribute(d, "autocomplete", d->row->autocomplete);
	control_limits(d);
	draw_value(d);
	draw_described(d, true);
	draw(d, ">\n</div>");
}

static void
control_textarea(struct drawing *d)
{
	struct op op = { .escape = ESCAPE_TEXT };

	draw_open(d, "div", "field");
	draw(d, ">\n");
	draw_label(d);
	draw_hint(d);
	draw_error(d);
	draw(d, "<textarea id=\"%s\" name=\"%s\" rows=\"3\"", d->id,
	    d->name);
	draw_box_class(d);
	control_limits(d);
	draw_described(d, true);
	/* The parser drops one new line: without it, one that was typed. */
	draw(d, ">\n");
	if (!d->row->secret)
		template_value_emit(d->c, &d->form, &op);
	draw(d, "</textarea>\n</div>");
}

static void
control_hidden(struct drawing *d)
{
	draw(d, "<input type=\"hidden\" name=\"%s\"", d->name);
	draw_value(d);
	draw(d, ">");
}

/* For programs that fill in whatever they see: people neither see it nor
 * come to it by keyboard, and no screen reader reads it. */
static void
control_honeypot(struct drawing *d)
{
	draw(d, "<div class=\"vh\" aria-hidden=\"true\"><label for=\"%s\">",
	    d->id);
	template_message_known(d->c, d->row->label, ESCAPE_TEXT);
	draw(d, "</label><input id=\"%s\" name=\"%s\" tabindex=\"-1\" "
	    "autocomplete=\"off\"></div>", d->id, d->name);
}

static void
control_widget(struct drawing *d)
{
	static void (*const widgets[WIDGET__MAX])(struct drawing *) = {
		[WIDGET_TEXT] = control_input,
		[WIDGET_TEL] = control_input,
		[WIDGET_CODE] = control_input,
		[WIDGET_DATE] = control_input,
		[WIDGET_TIME] = control_input,
		[WIDGET_NUMBER] = control_input,
		[WIDGET_SEARCH] = control_input,
		[WIDGET_TEXTAREA] = control_textarea,
		[WIDGET_SELECT] = draw_select,
		[WIDGET_RADIOS] = draw_radios,
		[WIDGET_DAYS] = draw_days,
		[WIDGET_CHECKBOX] = draw_checkbox,
		[WIDGET_HIDDEN] = control_hidden,
		[WIDGET_HONEYPOT] = control_honeypot,
	};

	if (widgets[d->row->widget] == NULL)
		template_complain(d->c, d->e, "field %s is not for a page",
		    d->name);
	else
		widgets[d->row->widget](d);
}

static const char *
control_id(struct compile *c, const char *name)
{
	char *id = arena_dup(c->a, name, strlen(name)), *p;

	for (p = id; *p != '\0'; p++)
		if (*p == '.')
			*p = '-';
	return id;
}

void
template_control(struct compile *c, const struct element *e, const char *name)
{
	struct drawing d = { .c = c, .e = e };
	const char *class = template_attribute(e, "class");

	if (c->each != NULL) {
		template_element_children(c, e->child);
		return;
	}
	if (c->route != NULL)
		d.row = c->env->control(c->route, name);
	if (d.row == NULL) {
		template_complain(c, e, c->route == NULL ?
		    "w:field=\"%s\" outside of a form" :
		    "the form has no field %s", name);
		return;
	}
	d.name = name;
	d.id = control_id(c, name);
	d.class = class == NULL ? "" : class;
	d.form = template_value_of_page(c, "form", d.name);
	d.error = template_value_of_page(c, "error", d.name);
	d.hint = d.row->hint != NULL || e->child != NULL;
	control_widget(&d);
}
