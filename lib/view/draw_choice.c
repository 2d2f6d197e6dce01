/*
 * draw_choice: the controls that choose among words: lists, radios, ticks.
 */
#include "view/draw.h"

#include "view/template_message.h"

#include "base/banned.h"

/* The attribute where the form's value is (or holds) the choice. */
static void
draw_if_chosen(struct drawing *d, const struct choice *choice, const char *then)
{
	uint32_t at = template_value_if_word(d->c, &d->form, choice->value);

	template_emit(d->c, then);
	template_emit_land(d->c, at);
}

static void
draw_options(struct drawing *d)
{
	const struct choice *choice;

	for (choice = d->row->choices; choice->value != NULL; choice++) {
		draw(d, "<option");
		draw_attribute(d, "value", choice->value);
		draw_if_chosen(d, choice, " selected");
		draw(d, ">");
		template_message_known(d->c, choice->label, ESCAPE_TEXT);
		draw(d, "</option>\n");
	}
}

static void
draw_given_option(struct drawing *d, uint8_t var)
{
	struct value value = template_value_of_var(d->c, var, "value");
	struct value label = template_value_of_var(d->c, var, "label");
	struct op op = { .escape = ESCAPE_ATTRIBUTE };
	uint32_t at;

	draw(d, "<option");
	op.text = STR(" value=\"");
	op.after = STR("\"");
	template_value_emit(d->c, &value, &op);
	op = (struct op){ .kind = OP_IF, .place = value.place,
	    .other = d->form.place };
	at = template_emit_op(d->c, &op);
	draw(d, " selected");
	template_emit_land(d->c, at);
	draw(d, ">");
	op = (struct op){ .escape = ESCAPE_TEXT };
	template_value_emit(d->c, &label, &op);
	draw(d, "</option>\n");
}

/* The options of page.choices.<name>: their words are data, not messages. */
static void
draw_given_options(struct drawing *d)
{
	struct value list = template_value_of_page(d->c, "choices",
	    d->name);
	struct op op = { .kind = OP_EACH, .place = list.place };
	uint32_t each;

	if (d->c->vars == TEMPLATE_VARS) {
		template_complain(d->c, d->e, "too many names at once");
		return;
	}
	op.var = d->c->vars;
	each = template_emit_op(d->c, &op);
	op = (struct op){ .kind = OP_NEXT, .var = op.var, .to = each + 1 };
	draw_given_option(d, op.var);
	template_emit_op(d->c, &op);
	template_emit_land(d->c, each);
}

void
draw_select(struct drawing *d)
{
	const struct choice *first = d->row->choices;

	draw_open(d, "div", "field");
	draw(d, ">\n");
	draw_label(d);
	draw_hint(d);
	draw_error(d);
	draw(d, "<select id=\"%s\" name=\"%s\"", d->id, d->name);
	draw_box_class(d);
	/* HTML lets it be required only with an empty first choice. */
	if (d->row->required && first != NULL && first->value != NULL &&
	    first->value[0] == '\0')
		draw(d, " required");
	draw_described(d, true);
	draw(d, ">\n");
	if (first != NULL)
		draw_options(d);
	else
		draw_given_options(d);
	draw(d, "</select>\n</div>");
}

/* The text beside a radio or a tick, with its hint. */
static void
draw_beside(struct drawing *d, const char *label, const char *hint)
{
	draw(d, "<span>");
	template_message_known(d->c, label, ESCAPE_TEXT);
	if (hint != NULL) {
		draw(d, " <span class=\"soft\">");
		template_message_known(d->c, hint, ESCAPE_TEXT);
		draw(d, "</span>");
	}
	draw(d, "</span>");
}

/* The first box of a group carries its id, where the summary's link leads. */
static void
draw_choice_box(struct drawing *d, const struct choice *choice,
    const char *type)
{
	draw(d, "<input type=\"%s\" name=\"%s\" id=\"%s", type, d->name,
	    d->id);
	if (choice > d->row->choices) {
		draw(d, "-");
		template_emit_escaped(d->c, str_of(choice->value),
		    ESCAPE_ATTRIBUTE);
	}
	draw(d, "\"");
	draw_attribute(d, "value", choice->value);
}

void
draw_radios(struct drawing *d)
{
	const struct choice *choice;

	draw_open(d, "fieldset", "opts");
	draw_described(d, false);
	draw(d, ">\n");
	draw_legend(d);
	for (choice = d->row->choices; choice->value != NULL; choice++) {
		draw(d, "<label class=\"opt\">");
		draw_choice_box(d, choice, "radio");
		if (d->row->required)
			draw(d, " required");
		draw_if_chosen(d, choice, " checked");
		draw(d, ">");
		draw_beside(d, choice->label, choice->hint);
		draw(d, "</label>\n");
	}
	draw(d, "</fieldset>");
}

void
draw_days(struct drawing *d)
{
	const struct choice *choice;

	draw_open(d, "fieldset", "field");
	draw_described(d, false);
	draw(d, ">\n");
	draw_legend(d);
	draw(d, "<div class=\"days\">\n");
	for (choice = d->row->choices; choice->value != NULL; choice++) {
		draw(d, "<label>");
		draw_choice_box(d, choice, "checkbox");
		draw_if_chosen(d, choice, " checked");
		draw(d, ">");
		template_message_known(d->c, choice->label, ESCAPE_TEXT);
		draw(d, "</label>\n");
	}
	draw(d, "</div>\n</fieldset>");
}

void
draw_checkbox(struct drawing *d)
{
	uint32_t at;

	draw_open(d, "div", "field");
	draw(d, ">\n");
	draw_error(d);
	draw(d, "<label class=\"opt\"><input type=\"checkbox\" id=\"%s\" "
	    "name=\"%s\" value=\"1\"", d->id, d->name);
	if (d->row->required)
		draw(d, " required");
	at = template_value_if_true(d->c, &d->form);
	draw(d, " checked");
	template_emit_land(d->c, at);
	d->hint = false;	/* it stands in the label */
	draw_described(d, true);
	draw(d, ">");
	draw_beside(d, d->row->label, d->row->hint);
	draw(d, "</label>\n</div>");
}
