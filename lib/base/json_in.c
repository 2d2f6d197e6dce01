/*
 * json_in: json_scan judges, json-c parses, and what it parsed is copied into
 * the arena at once: no json-c object outlives json_read.  The only file that
 * knows json-c.
 */
#include "base/json_in.h"

#include <limits.h>
#include <string.h>

#include <json-c/json.h>

#include "base/arena.h"
#include "base/json_scan.h"

#include "base/banned.h"

/* A list or map whose members are still to be copied. */
struct json_todo {
	struct json_object *from;
	struct json *to;
	struct json_todo *next;
};

struct json_copy {
	struct arena *a;
	struct json_todo *todo;
};

/* One value without its members; for those a note is left. */
static void
json_copy_value(struct json_copy *c, struct json_object *from, struct json *to)
{
	struct json_todo *todo;

	switch (json_object_get_type(from)) {
	case json_type_null:
		to->kind = JSON_NULL;
		return;
	case json_type_boolean:
		to->kind = JSON_BOOL;
		to->truth = json_object_get_boolean(from);
		return;
	case json_type_double:
		to->kind = JSON_REAL;
		return;
	case json_type_int:
		to->kind = JSON_INT;
		to->number = json_object_get_int64(from);
		return;
	case json_type_string:
		to->kind = JSON_TEXT;
		to->text.n = (size_t)json_object_get_string_len(from);
		to->text.p = arena_dup(c->a, json_object_get_string(from),
		    to->text.n);
		return;
	case json_type_array:
		to->kind = JSON_LIST;
		to->n = json_object_array_length(from);
		break;
	case json_type_object:
		to->kind = JSON_MAP;
		to->n = (size_t)json_object_object_length(from);
		break;
	}
	todo = ARENA_NEW(c->a, struct json_todo);
	*todo = (struct json_todo){ from, to, c->todo };
	c->todo = todo;
}

static void
json_copy_members(struct json_copy *c, const struct json_todo *todo)
{
	struct json *child = ARENA_ARRAY(c->a, struct json, todo->to->n);
	struct json_object_iterator at, end;
	size_t i;

	todo->to->child = child;
	if (todo->to->kind == JSON_LIST) {
		for (i = 0; i < todo->to->n; i++)
			json_copy_value(c, json_object_array_get_idx(todo->from,
			    i), &child[i]);
		return;
	}
	at = json_object_iter_begin(todo->from);
	end = json_object_iter_end(todo->from);
	for (; !json_object_iter_equal(&at, &end); child++) {
		child->key = str_copy(c->a,
		    str_of(json_object_iter_peek_name(&at)));
		json_copy_value(c, json_object_iter_peek_value(&at), child);
		json_object_iter_next(&at);
	}
}

static void
json_copy(struct arena *a, struct json_object *from, struct json *ret)
{
	struct json_copy c = { .a = a };
	struct json_todo *todo;

	*ret = (struct json){ .kind = JSON_NULL };
	json_copy_value(&c, from, ret);
	while ((todo = c.todo) != NULL) {
		c.todo = todo->next;
		json_copy_members(&c, todo);
	}
}

enum status
json_read(struct str s, struct arena *a, struct json *ret,
    const char **ret_why)
{
	struct json_tokener *t;
	struct json_object *o;
	enum json_tokener_error error;

	if (!json_scan(s, a, ret_why))
		return E_MALFORMED;
	*ret_why = "cannot be parsed";
	if (s.n >= INT_MAX)
		return E_MALFORMED;
	t = json_tokener_new_ex(JSON_LEVELS + 1);
	if (t == NULL)
		return E_FAULT;
	json_tokener_set_flags(t, JSON_TOKENER_STRICT |
	    JSON_TOKENER_VALIDATE_UTF8);
	/* With its NUL: else a number at the end might go on for json-c. */
	o = json_tokener_parse_ex(t, arena_dup(a, s.p, s.n), (int)s.n + 1);
	error = json_tokener_get_error(t);
	if (error == json_tokener_success)
		json_copy(a, o, ret);
	json_object_put(o);
	json_tokener_free(t);
	return error == json_tokener_success ? OK : E_MALFORMED;
}

const struct json *
json_get(const struct json *map, const char *key)
{
	size_t i;

	if (map == NULL || map->kind != JSON_MAP)
		return NULL;
	for (i = 0; i < map->n; i++)
		if (strcmp(map->child[i].key, key) == 0)
			return &map->child[i];
	return NULL;
}
