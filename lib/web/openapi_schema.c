/*
 * openapi_schema: a kind gives a type, a format, a pattern.  Fields nest by
 * form_check's limit, shapes refer to each other by name.
 */
#include "web/openapi_schema.h"

#include <string.h>

#include "base/arena.h"
#include "web/route.h"

#include "base/banned.h"

#define TOKEN_PATTERN "^[0-9A-Za-z_-]{32}$"

struct kind_row {
	const char *type, *format, *pattern;
};

static const struct kind_row field_kinds[FIELD__MAX] = {
	[FIELD_LINE] = { .type = "string" },
	[FIELD_TEXT] = { .type = "string" },
	[FIELD_INT] = { .type = "integer" },
	[FIELD_BOOL] = { .type = "boolean" },
	[FIELD_WORD] = { .type = "string" },
	[FIELD_DATE] = { .type = "string", .format = "date" },
	[FIELD_CLOCK] = { .type = "string",
	    .pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$" },
	[FIELD_INSTANT] = { .type = "string", .format = "date-time" },
	[FIELD_LOCAL] = { .type = "string",
	    .pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$" },
	[FIELD_DAYS] = { .type = "array" },
	[FIELD_IDS] = { .type = "array" },
	[FIELD_TOKEN] = { .type = "string", .pattern = TOKEN_PATTERN },
	[FIELD_CURSOR] = { .type = "string",
	    .pattern = "^[0-9]{1,19}[.][0-9]{1,19}$" },
	[FIELD_GROUP] = { .type = "object" },
	[FIELD_LIST] = { .type = "array" },
};

static void
schema_kind(struct node *map, const struct kind_row *k)
{
	model_text(map, "type", k->type);
	if (k->format != NULL)
		model_text(map, "format", k->format);
	if (k->pattern != NULL)
		model_text(map, "pattern", k->pattern);
}

void
openapi_schema_param(struct node *map, struct str name)
{
	if (route_param_is_token(name)) {
		schema_kind(map, &field_kinds[FIELD_TOKEN]);
		return;
	}
	model_text(map, "type", "integer");
	model_int(map, "minimum", 1);
}

static void
schema_limits(struct node *map, const struct field *f)
{
	const struct control *c = &f->control;

	if (f->kind == FIELD_INT) {
		model_int(map, "minimum", c->min);
		model_int(map, "maximum", c->max);
	} else if (f->kind == FIELD_LINE || f->kind == FIELD_TEXT) {
		if (c->min > 0)
			model_int(map, "minLength", c->min);
		model_int(map, "maxLength", c->max);
	} else if (f->kind == FIELD_LIST || f->kind == FIELD_IDS) {
		model_int(map, "maxItems", c->max);
	}
}

static void
schema_words(struct node *map, const struct field *f)
{
	const struct choice *c;
	struct node *list;

	if (f->kind != FIELD_WORD)
		return;
	list = model_list(map, "enum");
	for (c = f->control.choices; c->value != NULL; c++)
		model_item_text(list, c->value);
}

void
openapi_schema_field(struct node *map, const struct field *f)
{
	static const char *const days[] = { "MO", "TU", "WE", "TH", "FR", "SA",
	    "SU" };
	struct node *list;
	size_t i;

	if (f->kind == FIELD_GROUP) {
		openapi_schema_form(map, f->of);
		return;
	}
	schema_kind(map, &field_kinds[f->kind]);
	schema_limits(map, f);
	schema_words(map, f);
	if (f->kind == FIELD_LIST) {
		openapi_schema_form(model_map(map, "items"), f->of);
	} else if (f->kind == FIELD_IDS) {
		model_bool(map, "uniqueItems", true);
		openapi_schema_param(model_map(map, "items"), STR("id"));
	} else if (f->kind == FIELD_DAYS) {
		model_bool(map, "uniqueItems", true);
		list = model_list(model_map(map, "items"), "enum");
		for (i = 0; i < sizeof(days) / sizeof(days[0]); i++)
			model_item_text(list, days[i]);
	}
}

void
openapi_schema_form(struct node *map, const struct form *f)
{
	struct node *list, *properties, *one;
	size_t i;

	model_text(map, "type", "object");
	model_bool(map, "additionalProperties", false);
	list = model_list(map, "required");
	for (i = 0; i < f->n; i++)
		if (f->field[i].face != FACE_PAGE &&
		    f->field[i].control.required)
			model_item_text(list, f->field[i].control.name);
	properties = model_map(map, "properties");
	for (i = 0; i < f->n; i++) {
		if (f->field[i].face == FACE_PAGE)
			continue;
		one = model_map(properties, f->field[i].control.name);
		openapi_schema_field(one, &f->field[i]);
		if (f->field[i].control.label != NULL)
			model_text(one, "description",
			    f->field[i].control.label);
	}
}

static const struct kind_row node_kinds[NODE__MAX] = {
	[NODE_NULL] = { .type = "null" },
	[NODE_BOOL] = { .type = "boolean" },
	[NODE_INT] = { .type = "integer" },
	[NODE_TEXT] = { .type = "string" },
	[NODE_INSTANT] = { .type = "string", .format = "date-time" },
	[NODE_HREF] = { .type = "string", .format = "uri-reference" },
	[NODE_LIST] = { .type = "array" },
	[NODE_MAP] = { .type = "object" },
};

static void
schema_reference(struct node *map, const struct shape *s)
{
	model_text(map, "$ref", str_printf(map->tree->a,
	    "#/components/schemas/%s", s->name));
}

static void
schema_value(struct node *map, const struct shape_row *row)
{
	const struct shape_word *w;
	struct node *list;

	if (row->kind == NODE_MAP && row->of != NULL) {
		schema_reference(map, row->of);
		return;
	}
	schema_kind(map, &node_kinds[row->kind]);
	if (row->kind == NODE_LIST && row->of != NULL)
		schema_reference(model_map(map, "items"), row->of);
	else if (row->kind == NODE_LIST)
		model_text(model_map(map, "items"), "type", "string");
	if (row->words == NULL)
		return;
	list = model_list(map, "enum");
	for (w = row->words; w->word != NULL; w++)
		model_item_text(list, w->word);
}

static void
schema_row(struct node *map, const struct shape_row *row)
{
	struct node *list;

	if (row->help != NULL)
		model_text(map, "description", row->help);
	if (!row->nullable) {
		schema_value(map, row);
		return;
	}
	list = model_list(map, "anyOf");
	schema_value(model_item(list), row);
	model_text(model_item(list), "type", "null");
}

/* Shapes are a tree of constant tables, a few levels deep. */
void
openapi_schema_shape(struct node *schemas, const struct shape *s)
{
	struct node *map, *list, *properties;
	size_t i;

	if (model_get(schemas, s->name) != NULL)
		return;
	map = model_map(schemas, s->name);
	model_text(map, "type", "object");
	list = model_list(map, "required");
	for (i = 0; i < s->n; i++)
		if (!s->row[i].page_only)
			model_item_text(list, s->row[i].name);
	properties = model_map(map, "properties");
	for (i = 0; i < s->n; i++)
		if (!s->row[i].page_only)
			schema_row(model_map(properties, s->row[i].name),
			    &s->row[i]);
	for (i = 0; i < s->n; i++)
		if (!s->row[i].page_only && s->row[i].of != NULL)
			openapi_schema_shape(schemas, s->row[i].of);
}
