/*
 * draw: markup of ours is written with draw(); a text for people always goes
 * through an escape.
 */
#include "view/draw.h"

#include "view/language.h"
#include "view/template_element.h"
#include "view/template_message.h"
#include "view/template_parse.h"

#include "base/banned.h"

void
draw(struct drawing *d, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&d->c->literal, fmt, ap);
	va_end(ap);
}

void
draw_attribute(struct drawing *d, const char *name, const char *value)
{
	draw(d, " %s=\"", name);
	template_emit_escaped(d->c, str_of(value), ESCAPE_ATTRIBUTE);
	draw(d, "\"");
}

/* A text that stands only where the field is wrong. */
static void
draw_if_wrong(struct drawing *d, const char *then)
{
	uint32_t at = template_value_if_true(d->c, &d->error);

	template_emit(d->c, then);
	template_emit_land(d->c, at);
}

void
draw_hint(struct drawing *d)
{
	if (!d->hint)
		return;
	draw(d, "<p class=\"soft\" id=\"%s-hint\">", d->id);
	if (d->e->child != NULL)
		template_element_children(d->c, d->e->child);
	else
		template_message_known(d->c, d->row->hint, ESCAPE_TEXT);
	draw(d, "</p>\n");
}

void
draw_error(struct drawing *d)
{
	struct op op = { .escape = ESCAPE_TEXT };
	uint32_t at = template_value_if_true(d->c, &d->error);

	draw(d, "<p class=\"error\" id=\"%s-err\">", d->id);
	template_value_emit(d->c, &d->error, &op);
	draw(d, "</p>\n");
	template_emit_land(d->c, at);
}

void
draw_described(struct drawing *d, bool may_be_invalid)
{
	struct op jump = { .kind = OP_JUMP };
	uint32_t wrong = template_value_if_true(d->c, &d->error), end;

	draw(d, "%s aria-describedby=\"",
	    may_be_invalid ? " aria-invalid=\"true\"" : "");
	if (d->hint)
		draw(d, "%s-hint ", d->id);
	draw(d, "%s-err\"", d->id);
	end = template_emit_op(d->c, &jump);
	template_emit_land(d->c, wrong);
	if (d->hint)
		draw(d, " aria-describedby=\"%s-hint\"", d->id);
	template_emit_land(d->c, end);
}

void
draw_legend(struct drawing *d)
{
	draw(d, "<legend>");
	template_message_known(d->c, d->row->label, ESCAPE_TEXT);
	draw(d, "</legend>\n");
	draw_hint(d);
	draw_error(d);
}

void
draw_label(struct drawing *d)
{
	bool marked = !d->row->required && !d->row->depends &&
	    !d->c->form_gets && d->row->widget != WIDGET_SELECT &&
	    d->row->widget != WIDGET_SEARCH;

	draw(d, "<label for=\"%s\">", d->id);
	template_message_known(d->c, d->row->label, ESCAPE_TEXT);
	if (marked) {
		draw(d, " <span class=\"soft\">");
		template_message_known(d->c, N_("(optional)"), ESCAPE_TEXT);
		draw(d, "</span>");
	}
	draw(d, "</label>\n");
}

void
draw_open(struct drawing *d, const char *tag, const char *class)
{
	draw(d, "<%s class=\"%s%s", tag, class, d->class[0] ? " " : "");
	template_emit_escaped(d->c, str_of(d->class), ESCAPE_ATTRIBUTE);
	draw_if_wrong(d, " wrong");
	draw(d, "\"");
}

void
draw_value(struct drawing *d)
{
	struct op op = { .escape = ESCAPE_ATTRIBUTE };

	op.text = STR(" value=\"");
	op.after = STR("\"");
	if (!d->row->secret)
		template_value_emit(d->c, &d->form, &op);
}

void
draw_box_class(struct drawing *d)
{
	if (d->row->widget == WIDGET_CODE)
		draw(d, " class=\"code\"");
	else if (d->row->size != NULL)
		draw(d, " class=\"%s\"", d->row->size);
}
