/*
 * template_value: paths and values as templates write them, checked against
 * the shapes: "shift.starts_at|time", "data.state=booked".
 */
#ifndef WATCHBILL_VIEW_TEMPLATE_VALUE_H
#define WATCHBILL_VIEW_TEMPLATE_VALUE_H

#include <stdbool.h>

#include "view/template_compile.h"

struct value {
	struct place *place;
	struct type type;
	enum format format;
	const struct word *word;
};

/* Both complain and give false if the text is no such thing. */
bool template_value_path(struct compile *c, const struct element *at,
    struct str text, struct value *ret);
bool template_value_parse(struct compile *c, const struct element *at,
    struct str text, struct value *ret);

/* page.form.<name> and its like: the last key may hold dots. */
struct value template_value_of_page(struct compile *c, const char *map,
    const char *key);
/* A key of what a name stands for. */
struct value template_value_of_var(struct compile *c, uint8_t var,
    const char *key);

/* The operation that writes before, the value, after. */
void template_value_emit(struct compile *c, const struct value *v,
    const struct op *op);

/*
 * template_value_if(c, at, text, negated): "path" or "path=word".
 *
 * Gives    the index of its OP_IF, to be landed behind what depends on it;
 *          UINT32_MAX after a complaint.
 */
uint32_t template_value_if(struct compile *c, const struct element *at,
    struct str text, bool negated);
uint32_t template_value_if_true(struct compile *c, const struct value *v);
uint32_t template_value_if_word(struct compile *c, const struct value *v,
    const char *word);

/* "name in path" of w:each and w:with. */
bool template_value_binding(struct compile *c, const struct element *at,
    const char *text, struct str *ret_name, struct value *ret);

#endif
